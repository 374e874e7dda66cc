"""The steps of founding, for every legal form: what waits for what, and our guess of the days.

The days are ours, to begin with; where a fact gives the time, that counts, and whoever plans may
write their own. What is said of papers, authority and cost comes from facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

SOCIAL = ("koinsep", "koinsep-vulnerable", "koinsep-special")
BY_APPLICATION = (*SOCIAL, "worker-cooperative")  # founded at kalo.yeka.gr
BY_CHOICE = (  # may enter the special register
    *("agricultural-cooperative", "energy-community", "civil-cooperative"),
    *("civil-nonprofit", "association"),
)
FORMS = (*BY_APPLICATION, "koispe", *BY_CHOICE)
OTHERS = ("koispe", *BY_CHOICE)

FORM_WORDS = {
    "koinsep": _("Social cooperative (KoinSEp) of collective and social benefit"),
    "koinsep-vulnerable": _("Integration KoinSEp of vulnerable groups"),
    "koinsep-special": _("Integration KoinSEp of special groups"),
    "worker-cooperative": _("Worker cooperative"),
    "koispe": _("Limited-liability social cooperative (KoiSPE)"),
    "agricultural-cooperative": _("Agricultural cooperative"),
    "energy-community": _("Energy community"),
    "civil-cooperative": _("Civil cooperative"),
    "civil-nonprofit": _("Civil non-profit company"),
    "association": _("Association"),
}
# As it is called and, after "in the municipality of", as Greek says it.
PLACES = {
    "agia-varvara": (_("Agia Varvara"), _("the Municipality of Agia Varvara")),
    "agioi-anargyroi-kamatero": (
        _("Agioi Anargyroi-Kamatero"),
        _("the Municipality of Agioi Anargyroi-Kamatero"),
    ),
    "aigaleo": (_("Aigaleo"), _("the Municipality of Aigaleo")),
    "ilion": (_("Ilion"), _("the Municipality of Ilion")),
    "peristeri": (_("Peristeri"), _("the Municipality of Peristeri")),
    "petroupoli": (_("Petroupoli"), _("the Municipality of Petroupoli")),
    "chaidari": (_("Chaidari"), _("the Municipality of Chaidari")),
    "elsewhere": (_("Another municipality"), _("your municipality")),
}
PHASES = {
    "before": _("Before the paperwork"),
    "statute": _("The statutes"),
    "founding": _("The application and the register"),
    "start": _("Tax, insurance, bank"),
    "open": _("The first day of work"),
    "yearly": _("Every year"),
}


@dataclass(frozen=True)
class Step:
    """One step; `wait` are months that pass before it may begin."""

    key: str
    phase: str
    title: Any
    advice: Any
    days: int
    after: tuple[str, ...] = ()
    forms: tuple[str, ...] = FORMS
    only: str = ""  # the answer that makes it a step: "hires", "premises"
    new: bool = True  # False: also where the body exists already
    wait: int = 0


ALL = (
    Step(
        "team",
        "before",
        _("The group agrees on one purpose"),
        _("Write the purpose in one sentence that all of you say in the same words."),
        7,
    ),
    Step(
        "market",
        "before",
        _("You talk with ten people who would buy or fund"),
        _("Fill in the canvas together and note what these ten people said."),
        14,
        ("team",),
    ),
    Step(
        "agreement",
        "before",
        _("You agree in writing"),
        _("Hours, pay, how you decide, how someone leaves, what you live on until income comes."),
        7,
        ("team",),
    ),
    Step(
        "model",
        "statute",
        _("You take a model of the statutes"),
        _("Read it all together once before anybody changes a word."),
        1,
        ("team",),
    ),
    Step(
        "name",
        "statute",
        _("Name and seat are settled"),
        _("Search whether another body has the same or a similar name already."),
        3,
        ("team",),
    ),
    Step(
        "draft",
        "statute",
        _("You write the statutes, article by article"),
        _("Go through the checklist. What you leave out now you will argue about later."),
        21,
        ("market", "agreement", "model", "name"),
    ),
    Step(
        "sign",
        "statute",
        _("All founders sign the statutes"),
        _("One meeting, one table, every page."),
        3,
        ("draft",),
    ),
    Step(
        "declarations",
        "statute",
        _("Declarations of the founders"),
        _("See first whether the application still asks for them."),
        3,
        ("draft",),
        SOCIAL,
    ),
    Step(
        "taxisnet",
        "founding",
        _("The representative has the credentials"),
        _("Try them once before the day of the application."),
        2,
        ("team",),
        BY_APPLICATION,
    ),
    Step(
        "application",
        "founding",
        _("The representative files the electronic application"),
        _("Keep the number of the application and a copy of everything that you upload."),
        2,
        ("sign", "declarations", "taxisnet"),
        BY_APPLICATION,
    ),
    Step(
        "decision",
        "founding",
        _("Approval, entry in the register and in GEMI"),
        _("Answer quickly if something is missing."),
        30,
        ("application",),
        BY_APPLICATION,
    ),
    Step(
        "founding",
        "founding",
        _("The body is founded by the law of its form"),
        _("Write down what the authority or the lawyer told you, with the day."),
        30,
        ("sign",),
        OTHERS,
    ),
    Step(
        "koispe-register",
        "founding",
        _("Entry in the Register of Social Entrepreneurship"),
        _("Ask at the register what they want from you."),
        30,
        ("founding",),
        ("koispe",),
    ),
    Step(
        "criteria",
        "founding",
        _("Do the statutes meet the criteria of an SSE body?"),
        _("Go through them one by one; where one is missing the assembly amends the statutes."),
        7,
        ("founding",),
        BY_CHOICE,
        new=False,
    ),
    Step(
        "special-register",
        "founding",
        _("Application to the Special Register"),
        _("It is your choice. It opens the door to calls that are for SSE bodies only."),
        30,
        ("criteria",),
        BY_CHOICE,
        new=False,
    ),
    Step(
        "tax",
        "start",
        _("Tax number and start of activity"),
        _("Go with an accountant who has worked with a cooperative."),
        5,
        ("decision", "founding"),
    ),
    Step(
        "insurance",
        "start",
        _("Social insurance"),
        _("Ask about each member who will work."),
        3,
        ("tax",),
    ),
    Step("bank", "start", _("Bank account"), _("Make the appointment early."), 10, ("tax",)),
    Step(
        "books",
        "start",
        _("Accountant and books"),
        _("Agree in writing what is included and what it costs."),
        3,
        ("tax",),
    ),
    Step(
        "assembly",
        "open",
        _("First general assembly"),
        _("Agenda, election, minutes. You will be asked for them."),
        10,
        ("decision", "founding"),
    ),
    Step(
        "licences",
        "open",
        _("Licences for the work and the place"),
        _("Ask before you sign a lease."),
        20,
        ("tax",),
        only="premises",
    ),
    Step(
        "staff",
        "open",
        _("The first people are employed"),
        _("Write down who works as a member and who does not."),
        5,
        ("insurance", "books", "assembly"),
        only="hires",
    ),
    Step(
        "certificate",
        "yearly",
        _("First yearly data and certificate"),
        _("Put together during the year what you will need: minutes, accounts, staff tables."),
        7,
        ("decision", "koispe-register", "special-register"),
        new=False,
        wait=12,
    ),
)
BY_KEY: Mapping[str, Step] = {step.key: step for step in ALL}
