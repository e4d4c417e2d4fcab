"""Reads the kit's cases and compares answers with what they have."""
import json
import os

FILES = ("random.json", "functions.json", "layers.json", "losses.json", "optimizers.json", "data.json", "runs.json")


def cases(folder):
    """(file, case), in the order in which an implementation wants to pass them."""
    for name in FILES:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            for case in json.load(file):
                yield name, case


def wanted(case, soak):
    """The case's answer; without `soak` of first epochs and every 257th float."""
    answer = dict(case["answer"])
    if not soak:
        answer.pop("all_in_16_parts", None)
        if case["operation"] == "run" and not case["short"]:
            answer.update(drawn_in_epochs=answer["drawn_in_epochs"][:1], epochs=answer["epochs"][:1])
            del answer["end"]
    return answer


def first_difference(wanted_answer, answer, place=""):
    """The place, as "first_step/gradients/trunk.3.weight", in the order in which the operation goes; empty if equal."""
    if isinstance(wanted_answer, dict) and isinstance(answer, dict):
        for key in list(wanted_answer) + [key for key in answer if key not in wanted_answer]:
            inside = f"{place}/{key}".lstrip("/")
            if key not in answer or key not in wanted_answer:
                return f"{inside} ({'missing' if key in wanted_answer else 'unexpected'})"
            found = first_difference(wanted_answer[key], answer[key], inside)
            if found:
                return found
        return ""
    if isinstance(wanted_answer, list) and isinstance(answer, list):
        for i, (a, b) in enumerate(zip(wanted_answer, answer)):
            found = first_difference(a, b, f"{place}/{i}")
            if found:
                return found
        return "" if len(wanted_answer) == len(answer) else f"{place} ({len(answer)} in place of {len(wanted_answer)})"
    return "" if wanted_answer == answer else place
