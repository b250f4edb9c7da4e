"""What the two sources of our guidance teach, point by point, and where our guides say it.

RS: Peers for Progress, “Relationship Styles to Enhance Mental Health Peer Support”, with its two cases, one of an
anxious and one of an avoidant style. KY: Rebecca Coursey, “Peer Support: Relationships in Recovery”. The
descriptions are ours. test_checklist.py looks every point up, so that none is lost when a guide is edited.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One point: its id, what it says, and the guide and section where it stands, with words that show it."""

    id: str
    says: str
    guide: str
    heading: str
    words: tuple[str, ...]


VITAL = ("relational-principle", "Vital, whatever your treatment")
PRINCIPLES = ("relational-principle", "Ten principles, one line each")
RELATIONAL = ("relational-principle", 'What "relational" means')
HARD = ("relational-principle", "Why it can be so hard")
LEAN_ON = ("relational-principle", "When family or faith groups are not there for you")
SMALL_START = ("relational-principle", "You can start small")
STYLE = ("relationship-styles", "What a relationship style is")
LOOKS = ("relationship-styles", "How each style can look")
HARDER = ("relationship-styles", "When a style makes help harder")
ORIGIN = ("relationship-styles", "Where a pattern can come from")
CHANGE = ("relationship-styles", "Styles can change")
GROWTH = ("building-security", "What growth means here")
NOTICE = ("empowerment-empathy-acceptance", "Notice the style first")
SAFETY = ("empowerment-empathy-acceptance", "Create, keep and restore safety")
EMPOWERMENT = ("empowerment-empathy-acceptance", "Empowerment: your peer chooses")
EMPATHY = ("empowerment-empathy-acceptance", "Empathy: you try to understand")
ACCEPTANCE = ("empowerment-empathy-acceptance", "Acceptance: welcome, as you are")
MORE_WAYS = ("empowerment-empathy-acceptance", "Use more than one way")
ANXIOUS_START = ("supporting-anxious-style", "Easy to start, then it hurts")
ANXIOUS_TRAPS = ("supporting-anxious-style", "Two traps: too much hope, too close too fast")
ANXIOUS_EMPOWER = ("supporting-anxious-style", "Empower: look at the threat again")
ANXIOUS_EMPATHIZE = ("supporting-anxious-style", "Empathize: you know this fear")
ANXIOUS_ACCEPT = ("supporting-anxious-style", "Accept, and plan the ending")
ANXIOUS_SAFETY = ("supporting-anxious-style", "If anyone is hit or threatened")
AVOIDANT_MEANING = ("supporting-avoidant-style", "What the distance can mean")
AVOIDANT_START = ("supporting-avoidant-style", "Go slowly, and try several ways")
AVOIDANT_TEST = ("supporting-avoidant-style", "Being tested is normal")
AVOIDANT_EMPOWER = ("supporting-avoidant-style", "Empower: notice stress, find more ways")
AVOIDANT_ACCEPT = ("supporting-avoidant-style", "Empathize and accept: be there again")
AVOIDANT_TRAPS = ("supporting-avoidant-style", "Four traps")
OWN_ANGER = ("building-security", "Instead of exploding")
OWN_HIDING = ("building-security", "Instead of hiding")
HOME_QUIET = ("after-the-hospital", "Why home can feel so quiet")
BURNED = ("mending-family-ties", "When it feels beyond mending")
PRIVACY = ("privacy-and-family", '"They will not tell us anything"')
LISTEN = ("privacy-and-family", "A team can always listen")
HARMED = ("toxic-people-and-boundaries", "The stress of being harmed")
ROLES = ("roles-and-purpose", "Why roles matter")
ADVOCACY = ("roles-and-purpose", "Add your voice")
FAMILY_LEAN_ON = ("family-support-that-helps", "If relatives or your faith group do not help")
DOORS = ("online-safety", "There are many ways in")
COMPANY = ("loneliness", "Many ways in")


def point(id: str, says: str, place: tuple[str, str], *words: str) -> Point:
    """A point of the checklist; every one of *words* stands in the section."""
    return Point(id, says, *place, words)


CHECKLIST = (
    # RS: what the guide says of styles and of peer support.
    point("RS-1", "Ties to people are vital to recovery, whatever the treatment", VITAL, "vital part"),
    point("RS-2", "Peer supporters build better bonds when they notice styles", NOTICE, "notice", "relates to others"),
    point("RS-3a", "A style is what one usually expects, needs, feels and does", STYLE, "expect", "need", "feel", "do"),
    point("RS-3b", "Two families: insecure (anxious, avoidant) and secure", STYLE,
          "insecure", "anxious", "avoidant", "secure"),
    point("RS-4a", "Each style shows in what people do", LOOKS, "anxious", "avoidant", "secure"),
    point("RS-4b", "Some of it makes it harder to help", HARDER, "harder for others to help"),
    point("RS-5a", "Many have an insecure style: safety was missing when upset as a child", ORIGIN,
          "many", "safety", "children"),
    point("RS-5b", "That makes it harder to bounce back and to calm feelings", ORIGIN,
          "get back up", "calm strong feelings"),
    point("RS-6", "Growth is learning other ways to relate and to handle feelings", GROWTH,
          "other ways", "handle feelings"),
    point("RS-7", "Peer support helps to move toward secure ways and to meet distress better", GROWTH,
          "more secure ways", "hard feelings"),
    point("RS-8", "Styles can change with what happened lately and with people now", CHANGE,
          "a little or a lot", "lately", "people"),
    point("RS-9a", "A feeling of safety is created, kept and restored", SAFETY, "create it", "keep it", "restore it"),
    point("RS-9b", "The first tool: empowerment", EMPOWERMENT, "options", "pick"),
    point("RS-9c", "The second tool: empathy", EMPATHY, "listen", "guess the feeling"),
    point("RS-9d", "The third tool: acceptance", ACCEPTANCE, "same welcome"),
    # RS, the case of an anxious style.
    point("RS-anxious-engage-1", "Joining is easy: closeness is wanted", ANXIOUS_START, "easy", "closeness"),
    point("RS-anxious-engage-2", "Then there is a cycle of disappointment", ANXIOUS_START, "disappointment cycle"),
    point("RS-anxious-engage-3", "Do not raise hopes too high", ANXIOUS_TRAPS, "hopes too high"),
    point("RS-anxious-engage-4", "Reassure, and still keep some distance", ANXIOUS_TRAPS,
          "reassuring", "keep some distance"),
    point("RS-anxious-empower-1", "Look again at what seemed a threat", ANXIOUS_EMPOWER, "what else could it mean"),
    point("RS-anxious-empower-2", "Tell of a threat that you yourself saw in a new way", ANXIOUS_EMPOWER,
          "a time of your own"),
    point("RS-anxious-empower-3", "Ask about outbursts", ANXIOUS_EMPOWER, "outbursts"),
    point("RS-anxious-empower-4", "Solve together what else to do next time", ANXIOUS_EMPOWER,
          "solve it together", "next time"),
    point("RS-anxious-empathize-1", "Who has lived something similar understands", ANXIOUS_EMPATHIZE,
          "something similar", "understand"),
    point("RS-anxious-empathize-2", "Know the old hurt behind the new one", ANXIOUS_EMPATHIZE, "old hurt"),
    point("RS-anxious-empathize-3", "Solve problems toward kinder thoughts of a relationship", ANXIOUS_EMPATHIZE,
          "problem solving", "hopeful thoughts"),
    point("RS-anxious-accept-1", "The person may never have felt accepted", ANXIOUS_ACCEPT,
          "rarely have felt accepted"),
    point("RS-anxious-accept-2", "A shared bond", ANXIOUS_ACCEPT, "shared bond"),
    point("RS-anxious-accept-3", "Help against fears", ANXIOUS_ACCEPT, "help against fears"),
    point("RS-anxious-accept-4", "Direct support", ANXIOUS_ACCEPT, "direct support"),
    point("RS-anxious-for-oneself", "Other ways than an outburst, for the peer to read", OWN_ANGER,
          "what else could you do next time"),
    # RS, the case of an avoidant style.
    point("RS-avoidant-engage-1", "Go slowly and do not push", AVOIDANT_START, "do not push"),
    point("RS-avoidant-engage-2", "Else the person is flooded", AVOIDANT_START, "flood a person"),
    point("RS-avoidant-engage-3", "Try several ways", AVOIDANT_START, "try several"),
    point("RS-avoidant-engage-4", "A quick hello before or after an appointment", AVOIDANT_START,
          "quick hello before or after"),
    point("RS-avoidant-engage-5", "Tell of the peer program and of coming events", AVOIDANT_START,
          "peer program", "coming events"),
    point("RS-avoidant-engage-6", "Have lunch together", AVOIDANT_START, "lunch together"),
    point("RS-avoidant-engage-7", "Being tested is part of it", AVOIDANT_TEST, "are you safe", "be there again"),
    point("RS-avoidant-empower-1", "The aim is more trust", AVOIDANT_EMPOWER, "the aim is more trust"),
    point("RS-avoidant-empower-2", "Notice one's own stress", AVOIDANT_EMPOWER, "stress", "how tense are you"),
    point("RS-avoidant-empower-3", "Cope other than by distancing, denial, distraction", AVOIDANT_EMPOWER,
          "distancing", "denial", "distraction", "several other good ways"),
    point("RS-avoidant-accept-1", "It may look as if nothing gets through", AVOIDANT_ACCEPT, "nothing gets through"),
    point("RS-avoidant-accept-2", "Small steps are progress", AVOIDANT_ACCEPT, "small steps are progress"),
    point("RS-avoidant-accept-3", "There may have been little empathy in this life", AVOIDANT_ACCEPT, "little empathy"),
    point("RS-avoidant-accept-4", "Being there again and again fills a gap", AVOIDANT_ACCEPT,
          "again and again", "fills a gap"),
    point("RS-avoidant-accept-5", "It makes a person feel accepted", AVOIDANT_ACCEPT, "they are accepted"),
    point("RS-avoidant-looks", "Keeps away, and expects to be used by people", LOOKS, "expect people to use you"),
    point("RS-avoidant-for-oneself", "Other ways than hiding, for the peer to read", OWN_HIDING,
          "distance", "denial", "distraction"),
    # RS, pitfalls.
    point("RS-pitfall-1", "Hopes that cannot be met", ANXIOUS_TRAPS, "promise only what you can keep"),
    point("RS-pitfall-2", "Too close too fast", ANXIOUS_TRAPS, "go slower"),
    point("RS-pitfall-3", "Overwhelming the person", AVOIDANT_TRAPS, "overwhelming"),
    point("RS-pitfall-4", "Silence read as failure", AVOIDANT_TRAPS, "silence as failure"),
    point("RS-pitfall-5a", "One approach only", AVOIDANT_TRAPS, "one approach only"),
    point("RS-pitfall-5b", "One tool only", MORE_WAYS, "another tool"),
    point("RS-pitfall-6a", "Not using one's own similar experience", AVOIDANT_TRAPS, "similar experience"),
    point("RS-pitfall-6b", "Forgetting that this experience is a tool", MORE_WAYS, "similar experience is a tool"),
    # RS, cautions for whoever writes about it.
    point("RS-caution-1", "“Many”, not “most”; and parents are not to blame", ORIGIN,
          "many people", "nobody's fault", "parents"),
    point("RS-caution-2", "A style is no diagnosis", STYLE, "not a diagnosis"),
    point("RS-caution-3", "No study tests the three tools", NOTICE, "no study", "modest"),
    point("RS-caution-4", "Where someone is hit: safety for both people", ANXIOUS_SAFETY,
          "hurt and for the person who did it", "1-800-799-7233"),
    point("RS-caution-5", "A threat that is real is not seen anew", ANXIOUS_SAFETY, "never treat real harm"),
    point("RS-caution-6", "To share one's background helps trust; icebreaker, role model", SAFETY,
          "background helps trust", "icebreaker", "role model"),
    point("RS-caution-7", "Keeping away is nobody's fault", AVOIDANT_MEANING, "nobody's fault", "not a diagnosis"),
    # KY: people, and where to find them.
    point("KY-1a", "Ten principles of recovery", PRINCIPLES,
          "hope.", "person-driven", "many pathways", "holistic", "peer support", "relational", "culture", "trauma",
          "strengths", "respect"),
    point("KY-1b", "One is relational: with a strong base of support recovery is likelier", VITAL,
          "strong base of support at home and in the community", "more likely"),
    point("KY-1c", "What the relational principle means", RELATIONAL, "believes you can recover", "roles"),
    point("KY-2", "It is hard for many", HARD, "many people do not have this base"),
    point("KY-2a", "Isolated after an institution", HOME_QUIET, "isolated when they leave an institution"),
    point("KY-2b", "Burned bridges", BURNED, "burned bridges"),
    point("KY-2c", "Left by the family", BURNED, "the family has left"),
    point("KY-2d", "Privacy law keeps a willing family out", PRIVACY,
          "privacy law", "medicines", "doctors", "better or worse"),
    point("KY-2e", "Ill partly from the stress of people, at times family", HARMED,
          "partly from the stress", "were family"),
    point("KY-2-caution-1", "Of privacy law this is partly a myth", PRIVACY, "partly a myth"),
    point("KY-2-caution-2", "A team may always listen", LISTEN, "does not stop a team from hearing you"),
    point("KY-3a", "Roles that give purpose: volunteer, student, employee, peer supporter", ROLES,
          "volunteer", "student", "employee", "peer supporter", "purpose"),
    point("KY-3b", "They strengthen the sense of self and the outlook", ROLES,
          "surer of who you are", "hopeful about life"),
    point("KY-4", "An advocacy group helps others and gives power", ADVOCACY, "advocacy group", "help people", "power"),
    point("KY-5", "If faith groups or family do not help, lean on organizations", LEAN_ON, "lean on an organization"),
    point("KY-5a", "NAMI: chapters, groups, daytime programs, volunteering", LEAN_ON,
          "nami", "chapters across the country", "support groups or daytime programs", "volunteers"),
    point("KY-5b", "DBSA: facilitator, volunteer, advocate", LEAN_ON, "dbsa", "lead a group", "volunteer", "speak up"),
    point("KY-5c", "SARDAA, by its new name", LEAN_ON, "s&paa", "formerly sardaa"),
    point("KY-5d", "Families too can lean on organizations", FAMILY_LEAN_ON,
          "lean on organizations", "nami", "dbsa", "sardaa"),
    point("KY-6a", "Many ways in, social media among the first", DOORS, "many doors", "social media"),
    point("KY-6b", "Any link to people with similar experiences helps", DOORS,
          "any link to people with similar experiences"),
    point("KY-7a", "What brings company and friendship helps", COMPANY, "company and friendship helps"),
    point("KY-7b", "It may be small", SMALL_START, "company and friendship helps", "one person is enough"),
)  # fmt: skip
