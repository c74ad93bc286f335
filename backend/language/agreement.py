"""Words of a paper that agree with the gender of the person they speak of."""

_RU = {  # key: (feminine, masculine); the masculine is what the codes use where gender is unknown
    "applicant": ("заявительница", "заявитель"),
    "applicant_dative": ("заявительнице", "заявителю"),
    "victim": ("потерпевшая", "потерпевший"),
    "victim_genitive": ("потерпевшей", "потерпевшего"),
    "victim_instrumental": ("потерпевшей", "потерпевшим"),
    "applied": ("обратилась", "обратился"),
    "filed": ("подала", "подал"),
    "received": ("получила", "получил"),
    "warned": ("предупреждена", "предупреждён"),
    "informed": ("уведомлена", "уведомлён"),
    "lives": ("проживающая", "проживающий"),
    "agrees": ("согласна", "согласен"),
}


def agreed(gender: str | None) -> dict[str, str]:
    """The Russian words for a woman (`f`) or a man; Kazakh words know no gender, so papers in Kazakh need none."""
    return {key: forms[0 if gender == "f" else 1] for key, forms in _RU.items()}
