"""What people may type in the forum, and the words of its errors."""

from kalo.forum.forms.categories import CategoryForm
from kalo.forum.forms.fields import LONGEST
from kalo.forum.forms.polls import PollForm
from kalo.forum.forms.posts import EditForm, FirstPostForm, PostForm, RemovalForm, ask_why
from kalo.forum.forms.topics import TopicForm

__all__ = [
    "LONGEST",
    "CategoryForm",
    "EditForm",
    "FirstPostForm",
    "PollForm",
    "PostForm",
    "RemovalForm",
    "TopicForm",
    "ask_why",
]
