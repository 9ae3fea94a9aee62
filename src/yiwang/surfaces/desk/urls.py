"""Addresses of the desk. They hold case numbers and opaque keys, never a person's data."""

from django.urls import path

from yiwang.surfaces.desk.pages import (
    acceptance,
    account,
    acting,
    case,
    completing,
    filling,
    ledger,
    licences,
    posts,
    side,
    work,
)

app_name = "desk"
urlpatterns = [
    path("", work.work, name="work"),
    path("take/", work.take_many, name="take_many"),
    path("sign-in/", account.sign_in, name="sign_in"),
    path("sign-in/as/", account.sign_in_as, name="sign_in_as"),
    path("sign-out/", account.sign_out, name="sign_out"),
    path("cases/<slug:number>/", case.case, name="case"),
    path("cases/<slug:number>/identity/", case.identity, name="identity"),
    path("cases/<slug:number>/files/<slug:material>/<slug:digest>/", case.file, name="case_file"),
    path("cases/<slug:number>/message/", side.message, name="message"),
    path("cases/<slug:number>/take/", side.take, name="take"),
    path("cases/<slug:number>/hand-over/", side.hand_over, name="hand_over"),
    path("cases/<slug:number>/materials/<slug:material>/verify/", side.verify, name="verify"),
    path("cases/<slug:number>/complete/", completing.complete, name="complete"),
    path("cases/<slug:number>/acts/<slug:act>/", acting.act, name="act"),
    path("accept/", acceptance.find, name="accept"),
    path("accept/items/<slug:code>/", acceptance.begin, name="accept_item"),
    path("accept/<slug:draft>/", acceptance.go_on, name="accept_draft"),
    path("accept/<slug:draft>/questions/", acceptance.questions, name="accept_questions"),
    path("accept/<slug:draft>/materials/", filling.materials, name="accept_materials"),
    path("accept/<slug:draft>/files/<slug:file>/", filling.show, name="accept_file"),
    path("accept/<slug:draft>/files/<slug:file>/remove/", filling.remove, name="accept_remove"),
    path("accept/<slug:draft>/form/", filling.form, name="accept_form"),
    path("accept/<slug:draft>/summary/", filling.summary, name="accept_summary"),
    path("accept/<slug:draft>/receipt/", filling.receipt, name="accept_receipt"),
    path("accept/<slug:draft>/delete/", acceptance.delete, name="accept_delete"),
    path("posts/", posts.posts, name="posts"),
    path("posts/appoint/", posts.appoint, name="appoint"),
    path("posts/<int:post>/dismiss/", posts.dismiss, name="dismiss"),
    path("licences/", licences.find, name="licences"),
    path("licences/<str:identifier>/", licences.licence, name="licence"),
    path("ledger/", ledger.ledger, name="ledger"),
]
