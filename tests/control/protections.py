"""The kill table: each protection, what the product would be without it, and the control that notices.

A control applies the mutant and sees the very check fail that stands for the promise.
"""

from __future__ import annotations

from dataclasses import dataclass

WEB, WORKER = "tests/faults/test_web_killed.py", "tests/faults/test_worker_killed.py"
DATABASE, CANARY = "tests/faults/test_database_killed.py", "tests/attacks/test_canary.py"
MATRIX, MUTANTS = "tests/access/test_matrix.py", "tests/control/test_mutants.py"
REQUESTS, SESSIONS = "tests/attacks/test_requests.py", "tests/attacks/test_sessions.py"
MIDNIGHT = "tests/journeys/test_powers_at_midnight.py"
UPLOADS = "tests/attacks/test_uploads_over_http.py"


@dataclass(frozen=True)
class Protection:
    what: str
    mutant: str
    file: str
    control: str


def _(what: str, mutant: str, file: str, control: str) -> Protection:
    return Protection(what, mutant, file, control)


PROTECTIONS: tuple[Protection, ...] = (
    _("One case for each submission, also after a kill", "no key, and the draft forgets its case", WEB,
      "test_control_without_key_and_draft_a_second_press_makes_a_second_case"),
    _("One case for fifty presses at once", "each press brings another key", MUTANTS,
      "test_without_the_key_of_the_submission_fifty_clicks_make_several_cases"),
    _("The table itself refuses a second case of one key", "the unique constraint dropped", MUTANTS,
      "test_without_the_unique_key_in_the_table_nothing_is_received"),
    _("Of fifty acts at once one wins", "no lock on the row, no numbered line in the journal", MUTANTS,
      "test_without_lock_and_line_several_of_fifty_acts_win"),
    _("Facts are told in the act's own transaction", "facts told after the commit", WEB,
      "test_control_facts_told_after_the_commit_are_lost"),
    _("A fact is heard once", "no inbox", MUTANTS, "test_without_the_inbox_a_fact_is_heard_twice"),
    _("The inbox row is written in the handler's own transaction", "the inbox claimed in a transaction before", WORKER,
      "test_control_where_the_inbox_is_claimed_first_a_fact_is_lost"),
    _("Jobs of dead workers are taken up again within 30 s", "a worker is called dead after an hour", WORKER,
      "test_control_where_nobody_looks_for_dead_workers_the_job_stays"),
    _("What was acknowledged is on the disk", "synchronous_commit = off", DATABASE,
      "test_control_with_commits_that_do_not_wait_for_the_disk_something_is_lost"),
    _("Each act has its leaf", "the leaf left out of the act", MUTANTS,
      "test_without_the_leaf_in_the_act_the_ledger_misses_it"),
    _("The application cannot rewrite history", "it may update and delete leaves", MUTANTS,
      "test_with_the_right_to_update_history_can_be_rewritten"),
    _("Another's case is answered like one that nobody has", "visible_to of cases returns all", MATRIX,
      "test_control_where_everybody_sees_every_case_the_matrix_fails"),
    _("Another's draft and licence are answered alike too", "visible_to of drafts, of licences returns all", MATRIX,
      "test_control_where_everybody_sees_everything_the_matrix_fails"),
    _("Nobody decides their own case", "own cases are not looked for", MUTANTS,
      "test_without_the_check_an_approver_grants_their_own_case"),
    _("Nobody reviews an item's draft that they wrote", "the service does not look; the table still does", MUTANTS,
      "test_without_the_look_at_who_wrote_only_the_table_stops_a_writer"),
    _("No load of a pack overwrites the desk's version", "the desk's version is not looked for", MUTANTS,
      "test_without_the_look_at_the_desk_a_load_overwrites_its_version"),
    _("No unsafe request passes without its token", "CSRF middleware removed", REQUESTS,
      "test_control_without_the_token_check_forged_requests_pass"),
    _("No address given leads to another site", "addresses are not checked", REQUESTS,
      "test_control_without_the_check_of_addresses_people_are_sent_away"),
    _("No address names whom a clerk searches for", "what is searched is not sealed", "tests/attacks/test_addresses.py",
      "test_control_where_words_are_not_sealed_the_address_names_them"),
    _("No cache keeps what a machine or a person is answered", "answers of the API carry no word on it", REQUESTS,
      "test_control_where_answers_to_machines_say_nothing_of_caches"),
    _("A case keeps its files though a draft brought them first", "only the worker marks them",
      "tests/casework/intake/test_completing.py", "test_control_where_only_the_worker_keeps_it_a_case_loses_its_file"),
    _("A NUL is answered with a sentence", "nobody looks for it", REQUESTS,
      "test_control_where_nobody_looks_for_it_a_nul_makes_pages_fail"),
    _("An invented session key is not asked for", "any key is asked for", SESSIONS,
      "test_control_where_any_key_is_asked_for_a_nul_in_it_makes_pages_fail"),
    _("A line of IPv6 is one network", "each address is a network", "tests/registers/parties/test_accounts.py",
      "test_control_where_each_address_is_a_network_guessing_goes_on"),
    _("Every page sends safe headers", "the middleware removed", REQUESTS,
      "test_control_without_the_middleware_pages_have_no_safe_headers"),
    _("A planted session is worth nothing", "the key does not change at sign-in", SESSIONS,
      "test_control_without_a_new_key_the_planted_session_opens"),
    _("Guessing is limited, at both doors", "attempts are not counted", SESSIONS,
      "test_control_without_a_limit_guessing_goes_on"),
    _("The service counts attempts too", "attempts are not counted", MUTANTS, "test_without_counting_guesses_go_on"),
    _("The clock does not tell who exists", "no hashing for an unknown login", MUTANTS,
      "test_without_a_password_for_nobody_the_clock_tells_who_exists"),
    _("A file is judged by its content", "a file is believed", UPLOADS,
      "test_control_where_a_file_is_believed_by_its_name_a_page_is_kept"),
    _("A PDF that can act is refused, over HTTP", "its objects are not judged", UPLOADS,
      "test_control_where_nobody_looks_into_a_pdf_its_script_is_kept"),
    _("A PDF that can act or carry is refused", "its objects are not judged", MUTANTS,
      "test_without_judging_objects_a_pdf_may_act"),
    _("A picture of too many pixels is not opened", "no limit of pixels", MUTANTS,
      "test_without_a_limit_of_pixels_a_bomb_is_opened"),
    _("One signature has one form", "no range check of r and s", MUTANTS,
      "test_without_the_range_check_one_signature_has_two_forms"),
    _("One event, one record", "an ordinary formatter", MUTANTS,
      "test_with_an_ordinary_formatter_a_value_forges_a_record"),
    _("No identifier in a log", "nothing is masked", MUTANTS, "test_without_masking_an_identifier_is_logged"),
    _("Personal data are encrypted at rest", "secret fields kept in the clear", CANARY,
      "test_control_where_fields_are_kept_in_the_clear_the_canary_is_found"),
    _("Cases follow a power that was delegated with them", "nobody looks for them at midnight", MIDNIGHT,
      "test_control_without_the_job_the_cases_stay_behind"),
    _("An application goes to whoever has the power that day", "filing does not ask", MIDNIGHT,
      "test_control_where_filing_does_not_ask_who_is_competent_the_old_office_gets_it"),
    _("An item nobody has the power for is not offered", "items do not follow their power",
      "tests/surfaces/portal/test_powers.py", "test_control_an_item_that_does_not_follow_its_power_is_offered_on"),
    _("Nobody chooses who decides by a correction", "a correction asks for no office", MIDNIGHT,
      "test_control_where_a_correction_asks_for_no_office_the_applicant_chooses_it"),
    _("An office gives no item to another and takes none", "nobody asks whose the item is",
      "tests/registers/drafts/test_life.py",
      "test_control_where_nobody_asks_whose_an_item_is_it_is_given_away"),
    _("What no page could show again is not kept in a draft", "nobody looks how deep it is nested",
      "tests/attacks/test_drafts.py",
      "test_control_where_nobody_looks_how_deep_it_is_the_draft_cannot_be_shown_any_more"),
    _("Too many fields are answered as a request that cannot be read", "the page that says so reads them", REQUESTS,
      "test_control_where_the_page_of_errors_reads_the_fields_it_fails_itself"),
)  # fmt: skip
