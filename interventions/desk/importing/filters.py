from django.contrib.admin.filters import RelatedFieldListFilter


class BatchFilter(RelatedFieldListFilter):
    """From which file an intervention came. Also works while there is one import only."""

    def has_output(self):
        return bool(self.lookup_choices) or bool(self.lookup_val)
