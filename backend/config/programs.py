"""Settings of what programs speak with: the API, its tokens, its schema. None of them comes from the environment."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "backend.api.authentication.TokenOfAProgram",
        "backend.api.authentication.SessionOfThePages",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backend.api.parsing.StrictJson"],
    "DEFAULT_FILTER_BACKENDS": ["backend.api.queries.ByFilterSet"],
    "DEFAULT_PAGINATION_CLASS": "backend.api.pagination.ByCursor",
    "DEFAULT_SCHEMA_CLASS": "backend.api.schema.Schema",
    "EXCEPTION_HANDLER": "backend.api.errors.problem",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
}
REST_KNOX = {"TOKEN_TTL": None, "AUTH_HEADER_PREFIX": "Token"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Tirek API",
    "VERSION": "1",
    "DESCRIPTION": "What the pages say, for programs: the same rows to the same people. The guide is docs/api.md.",
    "LICENSE": {"name": "AGPL-3.0-or-later"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums"],
    "ENUM_NAME_OVERRIDES": {
        "AskStateEnum": "backend.cases.team_choices.AskState",
        "AttachmentKindEnum": "backend.documents.attachment_models.AttachmentKind",
        "DeadlineStateEnum": "backend.deadlines.models.DeadlineState",
        "DependantRelationEnum": "backend.people.life_choices.DependantRelation",
        "DocumentLanguageEnum": "backend.api.documents.LANGUAGES",
        "DocumentStatusEnum": "backend.documents.models.DocumentStatus",
        "HearingResultEnum": "backend.api.hearings.RESULTS",
        "HearingStatusEnum": "backend.proceedings.models.HearingStatus",
        "LanguageEnum": "backend.accounts.models.LANGUAGES",
        "OfficialRoleEnum": "backend.proceedings.models.OfficialRole",
        "OfferedRoleEnum": "backend.cases.team_choices.OfferedRole",
        "PartyRoleEnum": "backend.cases.choices.PartyRole",
        "RelationEnum": "backend.cases.choices.Relation",
        "RoleEnum": "backend.accounts.roles.Role",
        "TeamRoleEnum": "backend.cases.choices.TeamRole",
        "TrustedRelationEnum": "backend.people.life_choices.TrustedRelation",
        "WhyChangedEnum": "backend.people.life_choices.WhyChanged",
        "YesNoUnknownEnum": "backend.people.life_choices.YesNoUnknown",
    },
}
