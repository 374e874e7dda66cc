from tests.factories.writing import *
def test_x(as_ada, topic):
    page = as_ada.post(f"{topic.path}posts/preview", data={"body":"x", **sent(picture(), "a.jpg")})
    import re
    print(re.findall(r'notice[^<]*<.{0,300}', page.text)[:3])
    assert 0
