"""The files that must be refused, or read with a warning: each case is one file and what it stands beside.

What reading them shall give stands in negative/expected.toml, in the order of this module.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import signed_shapes
from negative_containers import archives, pictures
from sample_keys import did_key, ed25519_token, rsa_public_pem, symmetric_token, unsigned_token
from sample_shapes import Json, open_badge_2, open_badge_3, profile, uri

SUITE = "eddsa-rdfc-2022"
HELPERS = "with/"
"""Documents that a case needs beside it; no case of their own."""


class Bases:
    """The sound award of each standard from which the cases are made, each time as a copy of its own."""

    def __init__(self, plan: Json) -> None:
        self.issuers = plan["issuer"]
        self._by_file = {badge["file"]: badge for badge in plan["badge"]}

    def plan_2(self, file: str) -> Json:
        """Return the plan of a plain Open Badges 2.0 award, under another file name so that its ids differ."""
        return self._by_file["plain_lesson_exchange.json"] | {"file": file, "narrative": "Synthetic sample."}

    def badge_2(self, file: str) -> Json:
        """Return an Open Badges 2.0 award."""
        return copy.deepcopy(open_badge_2(self.plan_2(file), self.issuers))

    def plan_3(self, file: str, **changed: Any) -> Json:
        """Return the plan of an Open Badges 3.0 award by an issuer with a did:key."""
        plan = self._by_file["circle_keeper.json"] | {"file": file} | changed
        return {key: value for key, value in plan.items() if key != "status_index" or "status_index" in changed}

    def badge_3(self, file: str, **changed: Any) -> Json:
        """Return an Open Badges 3.0 award without a proof."""
        return copy.deepcopy(open_badge_3(self.plan_3(file, **changed), self.issuers))

    def signed_3(self, file: str, change: Callable[[Json], None] | None = None, **changed: Any) -> Json:
        """Return a signed Open Badges 3.0 award, changed before it was signed."""
        award = self.badge_3(file, **changed)
        if change is not None:
            change(award)
        return signed_shapes.with_proofs(award, [SUITE], self.issuers["bridgewater"], "2025-10-03")


def negative_files(plan: Json) -> dict[str, bytes]:
    """Return all cases and their helper documents by name."""
    bases = Bases(plan)
    documents = {**_signatures(bases), **_keys(bases), **_status(bases), **_dates(bases), **_shapes(bases), **_names(bases)}
    files = {name: _text(document) for name, document in documents.items()}
    whole = files["changed_criteria.json"].decode()
    return files | _tokens(bases) | _texts(bases) | pictures(whole) | archives(whole)


def _signatures(bases: Bases) -> dict[str, Json]:
    """Return awards that were changed after they were signed."""
    changed = bases.signed_3("changed_criteria.json")
    changed["credentialSubject"]["achievement"]["criteria"]["narrative"] = "Attend 16 hours of training."
    other = bases.signed_3("signature_of_another.json")
    other["proof"] = bases.signed_3("changed_criteria.json")["proof"]
    cut = bases.signed_3("cut_signature.json")
    cut["proof"][0]["proofValue"] = cut["proof"][0]["proofValue"][:40]
    one_bad = bases.signed_3("proof_set_with_one_false.json")
    one_bad["proof"].append(changed["proof"][0])
    added = bases.signed_3("added_field.json")
    added["credentialSubject"]["achievement"]["masteryScore"] = "100"
    purpose = bases.signed_3("wrong_purpose.json")
    purpose["proof"][0]["proofPurpose"] = "authentication"
    return {
        "changed_criteria.json": changed,
        "signature_of_another.json": other,
        "cut_signature.json": cut,
        "proof_set_with_one_false.json": one_bad,
        "added_field.json": added,
        "wrong_purpose.json": purpose,
    }


def _keys(bases: Bases) -> dict[str, Json]:
    """Return awards whose key, suite or context is not what it should be, or not at hand."""
    borrowed = bases.badge_3("key_of_another.json")
    stranger = bases.issuers["willow"]
    far = bases.badge_3("issuer_document_missing.json", issuer="quillboard")
    suite = bases.signed_3("unknown_suite.json")
    suite["proof"][0]["cryptosuite"] = "ecdsa-sd-2023"
    context = bases.signed_3("context_missing.json")
    context["@context"] = [*context["@context"], "https://contexts.example.org/not-at-hand/v1"]
    server = bases.signed_3("address_of_a_server_room.json")
    server["@context"] = [*server["@context"], "http://169.254.169.254/latest/meta-data"]
    return {
        "key_of_another.json": signed_shapes.with_proofs(borrowed, [SUITE], stranger, "2025-10-03"),
        "issuer_document_missing.json": signed_shapes.with_proofs(far, [SUITE], bases.issuers["quillboard"], "2025-10-03"),
        "unknown_suite.json": suite,
        "context_missing.json": context,
        "address_of_a_server_room.json": server,
    }


def _status(bases: Bases) -> dict[str, Json]:
    """Return awards that a status list speaks about, or should."""
    issuer = bases.issuers["bridgewater"]
    listed = signed_shapes.status_list(issuer, {1984}, "2026-10-01")
    unsigned = {key: value for key, value in listed.items() if key != "proof"}
    foreign = signed_shapes.with_proofs(unsigned, [SUITE], bases.issuers["willow"], "2026-10-01")
    return {
        "status_revoked.json": bases.signed_3("status_revoked.json", status_index=1984),
        f"{HELPERS}status_list.json": listed,
        "status_list_missing.json": bases.signed_3("status_list_missing.json", status_index=7),
        "status_list_unsigned.json": bases.signed_3("status_list_unsigned.json", status_index=7),
        f"{HELPERS}status_list_without_proof.json": unsigned,
        "status_list_of_another.json": bases.signed_3("status_list_of_another.json", status_index=7),
        f"{HELPERS}status_list_signed_by_another.json": foreign,
        "status_place_outside_the_list.json": bases.signed_3("status_place_outside_the_list.json", status_index=131_072),
    }


def _dates(bases: Bases) -> dict[str, Json]:
    """Return awards that have run out or have not begun."""
    run_out = bases.badge_2("expired_2.json") | {"expires": "2025-10-11T12:00:00Z"}
    return {
        "expired.json": bases.signed_3("expired.json", expires="2026-10-03"),
        "not_yet_valid.json": bases.signed_3("not_yet_valid.json", issued="2031-10-03"),
        "expired_2.json": run_out,
        "revoked_2.json": bases.badge_2("revoked_2.json") | {"revoked": True, "revocationReason": "Synthetic sample."},
    }


def _shapes(bases: Bases) -> dict[str, Json]:
    """Return documents that lack what a badge needs."""
    no_issuer = bases.badge_2("no_issuer.json")
    del no_issuer["badge"]["issuer"]
    no_class = bases.badge_2("badge_class_missing.json") | {
        "badge": "https://harbour-exchange.example.com/badges/not-at-hand.json",
    }
    no_achievement = bases.badge_3("no_achievement.json")
    del no_achievement["credentialSubject"]["achievement"]
    return {
        "no_issuer.json": no_issuer,
        "badge_class_missing.json": no_class,
        "no_achievement.json": no_achievement,
        "wrong_type.json": bases.badge_2("wrong_type.json") | {"type": "OtherAssertion"},
        "no_badge_type.json": bases.badge_3("no_badge_type.json") | {"type": ["VerifiableCredential"]},
    }


def _names(bases: Bases) -> dict[str, Json]:
    """Return awards with names and addresses made to mislead."""
    inner = bases.badge_2("server_room_fields.json")
    room = "http://169.254.169.254/latest/meta-data"
    inner |= {"image": "file:///etc/passwd", "evidence": [{"type": "Evidence", "id": "gopher://127.0.0.1:70/x"}]}
    inner["badge"] |= {"image": room, "criteria": {"id": room, "narrative": "Synthetic sample. One sentence."}}
    turned = bases.badge_2("turned_name.json")
    turned["badge"]["name"] = "Lesson \u202eegnahcxE"
    mixed = bases.badge_2("mixed_alphabets.json")
    mixed["badge"]["issuer"]["name"] = "H\u0430rbour Teachers' Exchange"
    hidden = bases.badge_2("hidden_character.json")
    hidden["badge"]["name"] = "Lesson Ex\u200bchange"
    return {
        "server_room_fields.json": inner,
        "turned_name.json": turned,
        "mixed_alphabets.json": mixed,
        "hidden_character.json": hidden,
    }


def _tokens(bases: Bases) -> dict[str, bytes]:
    """Return tokens: changed, unsigned, signed by the wrong means, taken back."""
    issuer = bases.issuers["bridgewater"]
    sound = ed25519_token(bases.badge_3("token_changed.jwt"), did_key(issuer["host"]), issuer["host"])
    false = unsigned_token(bases.badge_3("token_other.jwt"), "EdDSA")
    head, _, signature = sound.split(".")
    confused = symmetric_token(bases.badge_3("token_public_key_as_secret.jwt"), rsa_public_pem().encode())
    contradicting = bases.badge_3("token_claims_differ.jwt")
    claims = {"iss": did_key(bases.issuers["willow"]["host"]), "jti": contradicting["id"], "vc": contradicting}
    plan = bases.plan_2("token_2_revoked.jwt")
    token, neighbours = signed_shapes.signed_badge_2(open_badge_2(plan, bases.issuers), plan, bases.issuers["harbour"])
    neighbours[next(name for name in neighbours if "revocation" in name)]["revokedAssertions"][0]["id"] = uri(plan, "award")
    start, body, end = token.split(".")
    return {
        "token_changed.jwt": f"{head}.{false.split('.')[1]}.{signature}\n".encode(),
        "token_without_algorithm.jwt": f"{unsigned_token(bases.badge_3('token_without_algorithm.jwt'), 'none')}\n".encode(),
        "token_public_key_as_secret.jwt": f"{confused}\n".encode(),
        "token_claims_differ.jwt": f"{ed25519_token(claims, did_key(issuer['host']), issuer['host'])}\n".encode(),
        "token_cut.jwt": sound[: len(sound) // 3].encode(),
        "token_2_revoked.jwt": f"{token}\n".encode(),
        "token_2_changed.jwt": f"{start}.{body}.{end[:20]}AAAA{end[24:]}\n".encode(),
        **{name.replace("hosted/", HELPERS): _text(document) for name, document in neighbours.items()},
    }


def _texts(bases: Bases) -> dict[str, bytes]:
    """Return JSON that two programs could read differently, or not at all."""
    whole = _text(bases.badge_2("json.json"))
    name = b'"name": "Lesson Exchange"'
    numbered = b'"synthetic": %s, "type": "Assertion"'
    return {
        "empty.json": b"",
        "cut.json": whole[: whole.index(b'"issuer"')],
        "key_twice.json": whole.replace(name, name + b', "name": "Another Name"'),
        "not_a_number.json": whole.replace(b'"type": "Assertion"', numbered % b"NaN"),
        "infinite_number.json": whole.replace(b'"type": "Assertion"', numbered % b"1e999"),
        "long_number.json": whole.replace(b'"type": "Assertion"', numbered % (b"9" * 5000)),
        "half_character.json": whole.replace(b"Lesson Exchange", b"Lesson \\ud800 Exchange"),
        "deep.json": b'{"about": "Synthetic sample", "type": "Assertion", "badge": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        "latin_1.json": whole.replace(b"Lesson Exchange", "Leçon".encode("latin-1")),
        "utf_16.json": whole.decode().encode("utf-16"),
        "byte_order_mark.json": b"\xef\xbb\xbf" + whole,
        "words.txt": b"Synthetic sample. This is a letter about a badge and no badge.\n",
        "only_address.json": b"https://example.org/synthetic-sample/badge.json\n",
        "list_without_columns.csv": b"Synthetic sample;Second column\n1;2\n",
        "pair_of_awards.json": _text([json.loads(whole), bases.badge_2("pair.json")]),
        "profile_only.json": _text({"@context": signed_shapes.OB3, **profile(bases.issuers["willow"])}),
    }


def _text(document: Json | list[Json]) -> bytes:
    # Odd characters are escaped, so that a person who opens the file can see them.
    return (json.dumps(document, indent=1, ensure_ascii=True) + "\n").encode()
