"""The accounts of the software itself, with all that a database can hold about an account."""

from django.contrib.auth.models import Group, Permission, User

PASSWORD = "heel-lang-en-geheim"


def promote(name: str) -> User:
    account, _ = User.objects.get_or_create(username=name)
    account.groups.set(Group.objects.all())
    account.user_permissions.set(Permission.objects.all())
    account.email = f"{name}@kb.example"
    account.is_staff = account.is_superuser = account.is_active = True
    account.set_password(PASSWORD)
    account.save()
    return account


def has_nothing(account: User) -> bool:
    marks = account.is_staff or account.is_superuser or account.has_usable_password()
    return not (
        marks or account.email or account.groups.exists() or account.user_permissions.exists()
    )
