from django.urls import path

from interventions.pages import browse, detail, elements, home, matrix, reference, texts, wellknown

app_name = "pages"
urlpatterns = [
    path("", home.home_page, name="home"),
    # /interventies/
    path("zoeksuggesties", browse.suggestion_list, name="suggestions"),
    path("interventies/", browse.intervention_list, name="intervention-list"),
    path("interventies/<slug:slug>/", detail.intervention_detail, name="intervention-detail"),
    # /werkzame-elementen/
    path("werkzame-elementen/", elements.element_list, name="element-list"),
    path("werkzame-elementen/<slug:slug>/", elements.element_detail, name="element-detail"),
    # overview
    path("matrix/", matrix.matrix_page, name="matrix"),
    # reference
    path("begrippen/", reference.term_list, name="term-list"),
    path("bronnen/", reference.source_list, name="source-list"),
    # about this site
    path("kiezen/", texts.choose_page, name="choose"),
    path("over/", texts.about_page, name="about"),
    path("toegankelijkheid/", texts.accessibility_page, name="accessibility"),
    path("privacy/", texts.privacy_page, name="privacy"),
    # for machines
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
]
