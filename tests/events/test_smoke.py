"""x"""
from kalo.kit import clock
from tests.factories.events import NOON, make_event, seat

def test_all(client, as_ada, ada, as_person, make_person, monkeypatch, work, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    e = make_event(capacity=8, facilitator_id=ada.id)
    maria = make_person("Maria", roles={"facilitator"})
    for path in ("/events/", "/events/?when=past","/events/?view=month&month=2026-12", e.path, "/events/subscribe", "/events/calendar.ics", e.path[:-1]+".ics", "/en"+e.path, "/en/events/calendar.ics"):
        for b in (client, as_ada, as_person(maria)):
            r = b.get(path); print(path, r.status_code); assert r.status_code == 200
    print(client.get("/events/calendar.ics").text)
    r = as_ada.post(e.path+"seat"); print(r.status_code, r.location)
    r = as_ada.post(e.path+"seat"); print(r.status_code, r.location)
    work()
    print(*[p.read_text()[:200] for p in tmp_path.glob("outbox/*")])
    r = as_ada.post("/events/subscribe/address", data={"once":"123456789"}); print(r.status_code); 
    import re
    tok = re.search(r"http://localhost(/calendar/[^\"<&]+.ics)", r.text)[1]
    r = client.get(tok, headers={"User-Agent":"Google-Calendar-Importer"}); print(r.text, r.headers); work()
    print(as_ada.get("/events/subscribe").text)
    m = as_person(maria)
    print(m.get("/events/new").status_code, m.get(e.path+"edit").status_code, m.get(e.path+"cancellation").status_code)
