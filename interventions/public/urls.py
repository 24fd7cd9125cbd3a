from django.urls import path

from interventions.public import (
    browse,
    combinations,
    compare,
    detail,
    elements,
    embed,
    feed,
    home,
    matrix,
    reference,
    selfcheck,
    sitemap,
    texts,
    versions,
    wellknown,
    worksheet,
)
from interventions.public.plan import files as plan_files
from interventions.public.plan import views as plan

app_name = "public"
urlpatterns = [
    path("", home.home_page, name="home"),
    # /interventies/
    path("zoeksuggesties", browse.suggestion_list, name="suggestions"),
    path("interventies/", browse.intervention_list, name="intervention-list"),
    path("interventies/<slug:slug>/", detail.intervention_detail, name="intervention-detail"),
    path(
        "interventies/<slug:slug>/versies/",
        versions.intervention_versions,
        name="intervention-versions",
    ),
    path(
        "interventies/<slug:slug>/versies/<int:number>/",
        versions.intervention_version,
        name="intervention-version",
    ),
    path(
        "interventies/<slug:slug>/werkblad.docx",
        worksheet.intervention_worksheet,
        name="intervention-worksheet",
    ),
    path(
        "interventies/<slug:slug>/checklist.docx",
        plan_files.intervention_checklist,
        name="intervention-checklist",
    ),
    # /werkzame-elementen/
    path("werkzame-elementen/", elements.element_list, name="element-list"),
    path("werkzame-elementen/<slug:slug>/", elements.element_detail, name="element-detail"),
    path(
        "werkzame-elementen/<slug:slug>/versies/",
        versions.element_versions,
        name="element-versions",
    ),
    path(
        "werkzame-elementen/<slug:slug>/versies/<int:number>/",
        versions.element_version,
        name="element-version",
    ),
    # overview
    path("matrix/", matrix.matrix_page, name="matrix"),
    # choosing
    path("kiezen/", texts.choose_page, name="choose"),
    path("vergelijken/", compare.compare_page, name="compare"),
    path("combinaties/", combinations.combinations_page, name="combinations"),
    path("zelfcheck/", selfcheck.self_check, name="self-check"),
    path("plan/", plan.plan_page, name="plan"),
    path("plan.docx", plan_files.plan_docx, name="plan-docx"),
    path("plan.pdf", plan_files.plan_pdf, name="plan-pdf"),
    # reference
    path("begrippen/", reference.term_list, name="term-list"),
    path("bronnen/", reference.source_list, name="source-list"),
    # about this site
    path("over/", texts.about_page, name="about"),
    path("toegankelijkheid/", texts.accessibility_page, name="accessibility"),
    path("privacy/", texts.privacy_page, name="privacy"),
    # elsewhere
    path("feeds/interventies.atom", feed.intervention_feed, name="feed"),
    path("insluiten/", embed.embedded_list, name="embed"),
    # for machines
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap_part, name="sitemap-part"),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
]
