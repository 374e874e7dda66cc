"""What is written into the project of django-spirit: its settings, and how it takes our rows."""

# The database keeps its connections for a minute; the rest is Spirit's own choice for production.
SETTINGS = """
from .prod import *

DEBUG = False
SECRET_KEY = "only for the bench, nobody else can reach this server"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": "spirit", "USER": "kalo",
    "HOST": "127.0.0.1", "PORT": %(port)r, "CONN_MAX_AGE": 60,
}}
LANGUAGE_CODE = "en"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING_CONFIG = None
"""

# Runs in Spirit's own virtual environment. Prints the addresses to ask for and a member's cookie.
LOAD = """
import json, os, sys
from datetime import datetime
os.environ["DJANGO_SETTINGS_MODULE"] = "proj.settings.bench"
import django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models.signals import post_save
from spirit.category.models import Category
from spirit.comment.models import Comment
from spirit.topic.models import Topic
from spirit.user.models import UserProfile

User = get_user_model()
rows = {"person": [], "category": [], "topic": [], "post": []}
for line in open(sys.argv[1], encoding="utf-8"):
    kind, row = json.loads(line)
    rows[kind].append(row)
when = datetime.fromisoformat
User.objects.bulk_create([User(id=i + 1000, username=h, email=h + "@example.org", password="!")
    for i, h, n in rows["person"]], batch_size=2000)
UserProfile.objects.bulk_create([UserProfile(user_id=i + 1000, slug=h, nickname=n, is_verified=True)
    for i, h, n in rows["person"]], batch_size=2000)
Category.objects.bulk_create([Category(id=i + 1000, title=t[:75], slug="c%d" % i, sort=i)
    for i, t in rows["category"]])
Topic.objects.bulk_create([Topic(id=i + 1000, user_id=u + 1000, category_id=c + 1000, title=t,
    slug="t%d" % i, date=when(d), last_active=when(a), comment_count=n)
    for i, u, c, t, d, a, n in rows["topic"]], batch_size=2000)
Comment.objects.bulk_create([Comment(id=i + 1000, user_id=u + 1000, topic_id=t + 1000, comment=s,
    comment_html=h, date=when(d)) for i, u, t, s, h, d in rows["post"]], batch_size=2000)
with connection.cursor() as cursor:
    for model in (User, UserProfile, Category, Topic, Comment):
        table = model._meta.db_table
        largest = "(SELECT max(id) FROM " + table + ")"
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), " + largest + ")", [table])
    cursor.execute("ANALYZE")
member = User.objects.get(id=1001)
session = SessionStore()
session[SESSION_KEY] = str(member.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = member.get_session_auth_hash()
session.save()
topic = Topic.objects.get(id=1001)
print(json.dumps({
    "cookie": settings.SESSION_COOKIE_NAME + "=" + session.session_key,
    "topic": topic.get_absolute_url(),
    "category": topic.category.get_absolute_url(),
}))
"""
