"""Questions that may be the same as one that is being typed."""

from collab.feedback.alike.marks import traits_of

from .models import Interview, Question

FLOOR, SHOWN, COMPARED = 0.4, 3, 500


def questions(interview: Interview, text: str) -> list[Question]:
    """Public questions of this interview that hold most of the words typed so far, the likeliest first. One query."""
    words = set(traits_of("", text))
    if len(words) < 3:
        return []
    public = list(interview.questions.public().order_by("-votes")[:COMPARED])
    scored = [(len(words & set(traits_of("", one.text))) / len(words), one) for one in public]
    best = sorted((pair for pair in scored if pair[0] >= FLOOR), key=lambda pair: (-pair[0], -pair[1].votes))
    return [one for _score, one in best[:SHOWN]]
