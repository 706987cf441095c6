// Generated from the API's schemas: npm run generate
export interface paths {
    "/api/v1/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the audit log, newest first */
        get: {
            parameters: {
                query?: {
                    action?: string;
                    /** @description Only actions of this member */
                    actor?: string;
                    /** @description Only actions before this time */
                    before?: string;
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Only actions at this time or later */
                    since?: string;
                    /** @description Only actions on this member or object, by id */
                    subject?: string;
                    /** @description Type of `subject`; makes the search use an index */
                    subjectType?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditRecord"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/hashtags/{tag}/hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hide a hashtag from trends */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description With or without # */
                    tag: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description For the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_hashtag` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Allow a hashtag in trends again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description With or without # */
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_hashtag` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/hashtags/hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List hashtags hidden from trends, last hidden first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["HiddenHashtag"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get storage statistics */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StorageStatistics"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an overview of members, posts and jobs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Overview"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List report cases, open or decided */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description `open`: oldest first; `resolved`: newest decision first */
                    status?: "open" | "resolved";
                    /** @description Only cases of this subject type */
                    subjectType?: "post" | "user" | "message";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ReportCase"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a report case by any of its reports */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReportCase"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `report_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Decide a report case; resolves all its open reports */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Resolves every open report of the subject. `remove_post` removes the reported post or message. `suspend_author` requires an admin
                         * @enum {string}
                         */
                        decision: "dismiss" | "remove_post" | "suspend_author";
                        /** @description The reason for the decision, for other staff; at most 1,000 graphemes */
                        note: string;
                        /**
                         * Format: date-time
                         * @description When a suspension ends; omit it for an indefinite one
                         */
                        until?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReportCase"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required`, `admin_required`, `insufficient_rank` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `report_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_resolved`, `not_active` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `note_required`, `comment_too_long`, `too_many_combining_marks`, `not_a_post`, `own_case`, `own_report`, `account_deleted`, `until_in_past`, `until_without_suspension`, `cannot_target_self` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/admin/reports/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Access restricted content of a case with a reason; logged, and the author is notified */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why the content has to be read, for the audit log; at most 1,000 graphemes */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReportCase"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `report_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `reason_required`, `comment_too_long`, `own_report`, `own_case` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/statistics/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get content statistics by day or week */
        get: {
            parameters: {
                query?: {
                    by?: "day" | "week";
                    /** @description Number of days, ending today */
                    days?: number;
                    /** @description Restricts the statistics to members of one university */
                    universityId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ContentStatistics"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/system/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get how many more members fit */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Capacity"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `metrics_unavailable` */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/system/charts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get charts of the system’s health */
        get: {
            parameters: {
                query?: {
                    range?: "hour" | "day" | "week";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SystemCharts"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `metrics_unavailable` */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/universities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List universities with their rules, closed ones included */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Search term; empty lists everything */
                    q?: string;
                    /** @description Only universities that are open to registration, or only closed ones */
                    state?: "open" | "closed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ManagedUniversity"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/universities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a university with its rules and number of members */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UniversityDetail"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `university_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Open or close a university */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        isOpen: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManagedUniversity"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `university_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `no_rules` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/admin/universities/{id}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a registration rule; opens the university */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default student
                         * @enum {string}
                         */
                        affiliation?: "student" | "staff" | "alumni";
                        domain: string;
                        /** @default false */
                        includeSubdomains?: boolean;
                        /**
                         * @description Which spellings of an address in this domain are the same mailbox
                         * @enum {string}
                         */
                        mailboxRule?: "exact" | "plus" | "dots_plus";
                        /** @default  */
                        note?: string;
                        /** @default  */
                        prefix?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManagedUniversity"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `university_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `rule_exists`, `mailbox_conflict` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `domain_too_broad` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/universities/{id}/rules/{ruleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a registration rule; removing the last one closes the university */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    ruleId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManagedUniversity"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `university_not_found`, `rule_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `mailbox_conflict` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a registration rule */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    ruleId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        affiliation?: "student" | "staff" | "alumni";
                        includeSubdomains?: boolean;
                        /**
                         * @description Which spellings of an address in this domain are the same mailbox
                         * @enum {string}
                         */
                        mailboxRule?: "exact" | "plus" | "dots_plus";
                        note?: string;
                        prefix?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManagedUniversity"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `university_not_found`, `rule_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `rule_exists`, `mailbox_conflict` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `domain_too_broad` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/admin/universities/preview-address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Preview whether an address may register, and why */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Address to check against the rules */
                        email: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AddressPreview"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members by username or display name, for admins also by email; newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Search term; empty lists everything */
                    q?: string;
                    /** @description Only members with exactly this role */
                    role?: "moderator" | "admin" | "owner";
                    status?: "pending" | "active" | "suspended" | "deleted";
                    /** @description Only members of this university */
                    universityId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ManagedUser"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a member */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManagedUser"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `user_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lift a suspension */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required`, `insufficient_rank` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `user_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_suspended` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_target_self` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the roles of a member; owners only */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        roles: ("moderator" | "admin" | "owner")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ManagedUser"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required`, `reauthentication_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `user_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_active`, `last_owner` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sessions of a member, last seen first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["MemberSession"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `forbidden`, `second_factor_required` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `user_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End all sessions of a member */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required`, `insufficient_rank` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `user_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_target_self` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Suspend a member and end all their sessions */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                        /**
                         * Format: date-time
                         * @description When the suspension ends; without it, it lasts until somebody lifts it
                         */
                        until?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `forbidden`, `second_factor_required`, `insufficient_rank` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `user_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_active` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_target_self`, `until_in_past` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/confirm-sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm a sign-in by the emailed link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        deviceName?: string;
                        token: string;
                        /** @description Code of the authenticator app, or a recovery code */
                        totp?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `mfa_required`, `invalid_credentials` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `account_suspended` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `link_invalid` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the public keys of access tokens (RFC 7517) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                [key: string]: string;
                            }[];
                        };
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with email or username */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        deviceName?: string;
                        identifier: string;
                        password: string;
                        /** @description Code of the authenticator app, or a recovery code */
                        totp?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `invalid_credentials`, `mfa_required` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `email_not_verified`, `account_suspended` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out of this session */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out of all sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my account, roles and permissions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the state of two-factor authentication */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodesLeft: number;
                            totp: boolean;
                        };
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start the two-factor set-up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            otpauthUrl: string;
                            secret: string;
                        };
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `mfa_already_on` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `wrong_password` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Turn two-factor authentication off */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                        /** @description Code of the authenticator app, or a recovery code */
                        totp: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `mfa_not_on` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `wrong_password`, `wrong_code` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the two-factor set-up with a code; returns the recovery codes once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Code of the authenticator app, or a recovery code */
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodes: string[];
                        };
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `mfa_not_started`, `mfa_already_on` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `wrong_code` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my password; ends the other sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currentPassword: string;
                        newPassword: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `wrong_password`, `weak_password` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Email a link to reset the password */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset the password with the emailed link; ends all sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `link_invalid`, `weak_password` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reauthenticate in this session
         * @description With a code if two-factor is on, otherwise with the password. Operations that need it answer `reauthentication_required`. A code also counts as the second factor that `second_factor_required` asks for.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    } | {
                        /** @description Code of the authenticator app, or a recovery code */
                        totp: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `wrong_password`, `wrong_code`, `code_required` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refresh the tokens; the old refresh token is used up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        refreshToken?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `refresh_invalid`, `refresh_reused` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register with a university address */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        displayName: string;
                        email: string;
                        /**
                         * @description Language of the emails; `tr` by default
                         * @enum {string}
                         */
                        locale?: "tr" | "en";
                        password: string;
                        username: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            /** @enum {string} */
                            status: "verification_sent";
                        };
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `username_taken` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `university_not_allowed`, `weak_password`, `too_many_combining_marks` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my sessions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Session"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of my sessions */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `session_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/universities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search universities that may register */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["University"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/username-available": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether a username is available, with suggestions */
        get: {
            parameters: {
                query: {
                    displayName?: string;
                    username: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: boolean;
                            problem: ("taken" | "too_short" | "too_long" | "bad_characters" | "reserved") | null;
                            suggestions: string[];
                        };
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify the email by link or code, and sign in
         * @description The account gets the registration’s password, username and name if the browser that registered confirms it (by its cookie), or if the caller keeps no cookies and no other registration of this address is pending. Otherwise the response is `registration_details_required` and nothing is used up: send the request again with `password`, `username` and `displayName`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        displayName?: string;
                        /**
                         * @description Language of the emails; `tr` by default
                         * @enum {string}
                         */
                        locale?: "tr" | "en";
                        password?: string;
                        token: string;
                        username?: string;
                    } | {
                        code: string;
                        displayName?: string;
                        email: string;
                        /**
                         * @description Language of the emails; `tr` by default
                         * @enum {string}
                         */
                        locale?: "tr" | "en";
                        password?: string;
                        username?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `username_taken` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `verification_failed`, `verification_expired`, `registration_details_required`, `university_not_allowed`, `weak_password` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_attempts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Email a new link and code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members I block */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookmarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my bookmarks, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Post"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my conversations */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    folder?: "inbox" | "requests" | "archived";
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Conversation"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Start a conversation
         * @description Two members share one direct conversation. If it exists, it is returned with 200.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Groups only; at most 80 characters */
                        name?: string;
                        /** @description Ids of the other participants */
                        participantIds: string[];
                        /** @enum {string} */
                        type: "direct" | "group";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `invalid_participants`, `idempotency_key_reused`, `group_needs_name`, `name_too_long`, `too_many_combining_marks` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_conversations` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a conversation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a conversation for me, or decline a request */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a group, or the time until messages disappear */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description New messages disappear after a day, a week or 90 days; null: never */
                        disappearAfterSeconds?: (86400 | 604800 | 7776000) | null;
                        /** @enum {string} */
                        history?: "all" | "joined";
                        /** @description An uploaded image as the group’s picture; null removes it */
                        mediaId?: string | null;
                        name?: string;
                        /** @enum {string} */
                        whoAdds?: "members" | "admins";
                        /** @enum {string} */
                        whoWrites?: "members" | "admins";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `admins_only`, `request_not_accepted`, `request_pending`, `recipient_blocked` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_group`, `group_needs_name`, `name_too_long`, `too_many_combining_marks`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/conversations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Accept a message request */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/delivered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark messages as delivered up to a number */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        seq: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receipt"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my draft */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageDraftAnswer"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Save my draft for my other devices */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Text of the draft; empty: there is no draft */
                        content: string;
                        /** @default null */
                        replyToId?: string | null;
                        /** @description Version of the draft that this one is based on; refused if another device has saved one since */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageDraftAnswer"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `draft_conflict` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_too_long`, `too_many_combining_marks` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List active invites of a group */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GroupInvites"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `admins_only` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_group` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create an invite to a group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description One hour to 30 days; default: one week
                         * @default 604800
                         */
                        expiresInSeconds?: number;
                        /** @default 50 */
                        maxUses?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewGroupInvite"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `admins_only` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_group`, `too_many_invites`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/invites/{inviteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an invite */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    inviteId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `admins_only` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found`, `invite_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_group` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Mute, archive, pin or mark a conversation unread, for me */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        archived?: boolean;
                        markedUnread?: boolean;
                        muted?: boolean;
                        /**
                         * Format: date-time
                         * @description End of the mute; `muted` without it mutes indefinitely
                         */
                        mutedUntil?: string;
                        pinned?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages by number
         * @description `show=blocked` also returns group messages from members whom the viewer blocks: request a collapsed run by `afterSeq` and `limit`. The blocked members do not learn of it.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Messages after this number */
                    afterSeq?: number;
                    /** @description Half of the messages before this number, half from it on */
                    aroundSeq?: number;
                    /** @description Half of the messages before this time, half from it on */
                    aroundTime?: string;
                    /** @description Messages before this number, newest last */
                    beforeSeq?: number;
                    limit?: number;
                    /** @description `blocked` also shows group messages from members whom the viewer blocks, which are redacted otherwise */
                    show?: "default" | "blocked";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageList"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Send a message
         * @description The response is sent after the commit. A repeated `clientId` returns the same message, with 200.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Generated by the client, unique per message: a retry with it returns the same message */
                        clientId: string;
                        /**
                         * @description At most 4,000 characters; empty only with files
                         * @default
                         */
                        content?: string;
                        /** @description Version of the draft that is sent: this and older versions are cleared, a newer one stays; default: any */
                        draftVersion?: number;
                        /**
                         * Format: uuid
                         * @description A message that the sender may read, whose text and files are forwarded; excludes `content` and `mediaIds`
                         */
                        forwardOfId?: string;
                        /** @description Uploaded files of the message’s type */
                        mediaIds?: string[];
                        /** Format: uuid */
                        replyToId?: string;
                        /**
                         * @default text
                         * @enum {string}
                         */
                        type?: "text" | "image" | "video" | "audio" | "file";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Message"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Message"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `recipient_blocked`, `recipient_inactive`, `only_admins_write`, `request_pending`, `request_text_only` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found`, `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `empty_message`, `message_too_long`, `too_many_combining_marks`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `cannot_forward`, `forward_with_content` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_messages` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List participants */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["GroupMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/participants/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add a member to a group, or give them a role */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    userId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role?: "owner" | "admin" | "member";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `admins_only`, `owner_only`, `not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found`, `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_group`, `group_full`, `invitation_pending`, `owner_must_transfer` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_conversations` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Remove a member from a group, or leave it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `admins_only`, `owner_only` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_group` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/pins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pinned messages */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PinnedMessages"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark messages as read up to a number */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        seq: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receipt"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search a conversation */
        get: {
            parameters: {
                query: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Turkish or English words, "a phrase", -excluded, from:username, since:2026-11-01, until:… */
                    q: string;
                    /** @description IANA time zone of `since` and `until`, such as `Europe/Istanbul`; default: UTC */
                    tz?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FoundMessage"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `empty_search` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/shared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List messages with files or links, newest first */
        get: {
            parameters: {
                query: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Messages of this type with files; `link`: messages whose text has a link */
                    kind: "image" | "video" | "audio" | "file" | "link";
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Message"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my message exports */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageExportList"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Request a message export
         * @description A ZIP of all conversations, or of one: pages for people, `messages.jsonl` for programs, and the files. A background job builds it; poll its progress, or wait for the notification.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Only this conversation; default: all conversations of the member
                         */
                        conversationId?: string;
                        /**
                         * @description Language of the pages; default: that of the account
                         * @enum {string}
                         */
                        locale?: "tr" | "en";
                        /** @description Time zone of the pages; default: `Europe/Istanbul` */
                        timeZone?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageExport"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `conversation_not_found`, `export_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `export_in_progress` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_exports` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `storage_full` */
                507: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a message export */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageExport"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `export_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Cancel or delete a message export */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `export_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/invites/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Join a group by an invite */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `invite_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `group_full` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/invites/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Preview an invite */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GroupInvitePreview"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `invite_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search my messages */
        get: {
            parameters: {
                query: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Turkish or English words, "a phrase", -excluded, from:username, since:2026-11-01, until:… */
                    q: string;
                    /** @description IANA time zone of `since` and `until`, such as `Europe/Istanbul`; default: UTC */
                    tz?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FoundMessage"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `empty_search` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my messaging settings */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessagingSettings"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my messaging settings */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Share delivery receipts with others, and see theirs; a read receipt implies a delivery receipt */
                        deliveredReceipts?: boolean;
                        /** @description Show others when the member was last online, and see it of them */
                        lastSeen?: boolean;
                        /** @description Let the server fetch linked pages to attach previews to messages */
                        linkPreviews?: boolean;
                        /** @description Show others that the member is online, and see it of them */
                        presence?: boolean;
                        /** @description Share read receipts with others, and see theirs */
                        readReceipts?: boolean;
                        /** @description Show others that the member is typing, and see it of them */
                        typing?: boolean;
                        /**
                         * @description Who may start a conversation: everyone, members of the same university, followed members, nobody
                         * @enum {string}
                         */
                        whoMayWrite?: "everyone" | "university" | "following" | "nobody";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessagingSettings"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/conversations/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get messages missed since the last sync
         * @description For clients without a socket; same as the frame `sync`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The last number that the client has, by conversation id */
                        conversations: {
                            [key: string]: number;
                        };
                        /**
                         * Format: date-time
                         * @description `at` of the previous sync: also returns messages changed since
                         */
                        since?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageSync"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count unread conversations */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnreadMessages"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my drafts, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Draft"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a draft */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        post: components["schemas"]["DraftPostInput"];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Draft"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_drafts`, `draft_too_large`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a draft */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Draft"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `draft_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Save a draft, if it has not changed since it was read */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        post: components["schemas"]["DraftPostInput"];
                        /**
                         * Format: date-time
                         * @description `updatedAt` of the draft as you loaded it; the change is refused if the draft has changed since
                         */
                        updatedAt: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Draft"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `draft_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `draft_changed` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `draft_too_large` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Delete a draft */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `draft_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a draft with an undo window
         * @description The post is pending for the author’s undo window, then it is published, without any further request. Without an undo window it is published at once, and the response is 201.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PendingPost"];
                    };
                };
                /** @description `invalid_request`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found`, `draft_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a draft */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description `invalid_request`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found`, `draft_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feed/explore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get ranked posts by members the viewer does not follow, each with its reason */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["RankedPost"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feed/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the home timeline */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description `latest`: newest first; `top`: the newest hundred, best first. By default the member’s preference */
                    rank?: "latest" | "top";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["HomeEntry"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feed/home/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save my position in home */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description `entryId` of the last entry read
                         */
                        entryId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feed/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my feed preferences and home position */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FeedPreferences"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my feed preferences */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        home?: "latest" | "top";
                        ranking?: boolean;
                        /** @description Weights to change; null restores the defaults */
                        weights?: {
                            affinity?: number;
                            diversity?: number;
                            engagement?: number;
                            hashtag?: number;
                            recency?: number;
                            rising?: number;
                            university?: number;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FeedPreferences"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/feed/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get recommended posts, each with its reason */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["RankedPost"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `paused_under_load` */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feed/suggested-hashtags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggest hashtags to follow */
        get: {
            parameters: {
                query?: {
                    /** @description Maximum number of hashtags */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SuggestedHashtag"][];
                        };
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feed/trending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get trending hashtags and posts */
        get: {
            parameters: {
                query?: {
                    /** @description Maximum number of hashtags, and of posts; at most thirty of each */
                    limit?: number;
                    /** @description Trends at the viewer’s university, or on the whole campus */
                    scope?: "university" | "all";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Trending"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List follow requests to me */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-requests/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Decline a follow request */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `request_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-requests/{userId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Accept a follow request */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `request_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_follows` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hashtags/{tag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a hashtag and its recent use; write #following as %23following */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description With or without #, in any spelling: Sınav, SINAV and sinav are the same */
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Hashtag"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_hashtag` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hashtags/{tag}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Follow a hashtag */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description With or without #, in any spelling: Sınav, SINAV and sinav are the same */
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HashtagFollow"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_hashtag`, `too_many_hashtags` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unfollow a hashtag */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description With or without #, in any spelling: Sınav, SINAV and sinav are the same */
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HashtagFollow"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_hashtag` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hashtags/{tag}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List posts with a hashtag, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description With or without #, in any spelling: Sınav, SINAV and sinav are the same */
                    tag: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Post"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_a_hashtag` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hashtags/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List hashtags I follow, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FollowedHashtag"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my files, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    kind?: "image" | "video" | "audio" | "file";
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Only files that are not attached to anything */
                    unused?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["OwnMedia"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Upload a file */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /** @description At most 1500 characters, before `file` */
                        alt?: string;
                        /** Format: binary */
                        file: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnMedia"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `file_missing`, `malformed_form`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`, `file_too_large`, `use_resumable_upload` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `file_empty`, `file_type_not_supported`, `file_unreadable`, `image_too_large`, `animation_too_long`, `recording_too_long`, `video_too_large`, `heic_not_supported`, `animated_avif_not_supported`, `video_not_supported`, `alt_too_long`, `too_many_combining_marks`, `quota_exceeded`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_files` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `storage_full` */
                507: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one of my files */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnMedia"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `media_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete one of my unused files */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `media_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `media_in_use` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Set the description or focus of one of my files
         * @description Files of sent messages and of earlier versions of posts keep their descriptions.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        alt?: string | null;
                        focus?: {
                            x: number;
                            y: number;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnMedia"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `media_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `media_sent` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `alt_too_long`, `too_many_combining_marks` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/media/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my storage quota and upload limits */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MediaQuota"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a resumable upload (tus 1.0.0) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MediaUpload"];
                    };
                };
                /** @description `invalid_upload_headers`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `tus_version` */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `file_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `quota_exceeded`, `too_many_uploads`, `alt_too_long`, `too_many_combining_marks` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `storage_full` */
                507: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the state of an upload */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MediaUpload"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `upload_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Cancel an upload */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `upload_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `tus_version` */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Continue an upload from its offset */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `invalid_request`, `invalid_upload_headers`, `upload_interrupted` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `upload_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `upload_offset_conflict` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `tus_version` */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `file_too_large`, `upload_too_long` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `file_empty`, `file_type_not_supported`, `file_unreadable`, `image_too_large`, `animation_too_long`, `recording_too_long`, `video_too_large`, `heic_not_supported`, `animated_avif_not_supported`, `video_not_supported`, `alt_too_long`, `too_many_combining_marks`, `quota_exceeded` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_files` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `storage_full` */
                507: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a message
         * @description `show=blocked` also returns a group message from a member whom the viewer blocks; the member does not learn of it.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `blocked` also shows group messages from members whom the viewer blocks, which are redacted otherwise */
                    show?: "default" | "blocked";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Message"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a message, for everyone or for me */
        delete: {
            parameters: {
                query?: {
                    /** @description `me` deletes it only for the viewer */
                    for?: "everyone" | "me";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `not_your_message` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Edit my message, within a day */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        content: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Message"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `not_your_message`, `recipient_blocked`, `request_not_accepted`, `only_admins_write` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `empty_message`, `message_too_long`, `too_many_combining_marks`, `too_late_to_edit` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/messages/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pin a message for all participants */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PinnedMessages"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `admins_only`, `request_not_accepted`, `request_pending`, `recipient_blocked` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_pins` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unpin a message */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PinnedMessages"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `admins_only`, `request_not_accepted`, `request_pending`, `recipient_blocked` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** React to a message */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    emoji: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Message"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `request_not_accepted`, `recipient_blocked` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_an_emoji`, `too_many_reactions` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Remove my reaction */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    emoji: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Message"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `request_not_accepted`, `recipient_blocked` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `message_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_an_emoji`, `too_many_reactions` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/muted-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my muted words */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All muted words, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["MutedWord"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Mute a word, phrase or hashtag, or update an existing mute */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description In UTC; null or absent: until removed */
                        expiresAt?: string | null;
                        /**
                         * @description `everywhere` by default
                         * @enum {string}
                         */
                        scope?: "home" | "everywhere";
                        /** @description True by default: sınav mutes sınavlarımızdan too. Words of one or two letters match exactly */
                        suffixes?: boolean;
                        /** @description A word, a phrase, an emoji or a #hashtag; 60 graphemes at most */
                        word: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MutedWord"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `muted_word_empty`, `muted_word_too_long`, `too_many_combining_marks`, `not_a_hashtag`, `expiry_in_past`, `too_many_muted_words`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/muted-words/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unmute a word */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change where and how long a word is muted */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description In UTC; null or absent: until removed */
                        expiresAt?: string | null;
                        /**
                         * @description `home`: hidden from the home feed; `everywhere`: hidden from hashtag pages too, and collapsed in threads
                         * @enum {string}
                         */
                        scope?: "home" | "everywhere";
                        suffixes?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MutedWord"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `muted_word_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `expiry_in_past` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/mutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members I mute */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List notifications, grouped, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Only these kinds, comma-separated, as in `mention,reply,quote` */
                    kinds?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationPage"];
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get notification preferences */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationPreferences"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change notification preferences */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        digest?: "none" | "daily" | "weekly";
                        /** @description The channels to change; `moderation` and `system` cannot be switched off in the app */
                        kinds?: {
                            follow?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            follow_request?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            like?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            mention?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            message?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            moderation?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            quote?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            reply?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            repost?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                            system?: {
                                /** @description In the email digest */
                                email?: boolean;
                                /** @description In the list and the unread count */
                                inApp?: boolean;
                                push?: boolean;
                            };
                        };
                        /** @description For example {"from":"22:30","until":"07:00"}, in `timeZone`; null for none */
                        quietHours?: {
                            from: string;
                            until: string;
                        } | null;
                        /** @description IANA time zone in which days begin, such as `Europe/Istanbul` */
                        timeZone?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationPreferences"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/notifications/push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Subscribe this browser to push notifications */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description As in `PushSubscription.toJSON()`; https only */
                        endpoint: string;
                        /** @description Accepted as the browser sends it, and ignored */
                        expirationTime?: number | null;
                        keys: {
                            auth: string;
                            p256dh: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PushSubscription"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `endpoint_not_allowed`, `push_keys_invalid` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/push-subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unsubscribe a browser from push notifications */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark notifications as read, all up to one or by id */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids?: string[];
                        /**
                         * Format: uuid
                         * @description Marks this notification and all older ones as read
                         */
                        upToId?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnreadNotifications"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/threads/{postId}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get whether a thread is muted */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Any post of the thread */
                    postId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ThreadMute"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Mute a thread */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Any post of the thread */
                    postId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ThreadMute"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unmute a thread */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Any post of the thread */
                    postId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ThreadMute"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count unread notifications */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnreadNotifications"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unsubscribe from digests by the token of an email (RFC 8058), without signing in */
        post: {
            parameters: {
                query: {
                    /** @description From the link in the email */
                    token: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A confirmation page in the member’s language */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsubscribe_token_invalid` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pending-posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my pending posts */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All pending posts, the next first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PendingPost"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Publish a post with an undo window
         * @description The post is pending for the author’s undo window, then it is published, without any further request. Without an undo window it is published at once, and the response is 201.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                        content: string;
                        /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                        contentWarning?: string;
                        /**
                         * @description Detected from the text by default
                         * @enum {string}
                         */
                        language?: "tr" | "en";
                        /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                        mediaIds?: string[];
                        poll?: components["schemas"]["NewPollInput"];
                        /** Format: uuid */
                        quoteOfId?: string;
                        /**
                         * @description Who may reply; `everyone` by default
                         * @enum {string}
                         */
                        replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                        /** Format: uuid */
                        replyToId?: string;
                        /**
                         * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                         * @enum {string}
                         */
                        visibility?: "public" | "university" | "followers";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PendingPost"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pending-posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Undo a pending post; it becomes a draft */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PendingPostUndo"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `pending_post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pending-posts/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a pending post now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description `invalid_request`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found`, `pending_post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a post */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                        content: string;
                        /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                        contentWarning?: string;
                        /**
                         * @description Detected from the text by default
                         * @enum {string}
                         */
                        language?: "tr" | "en";
                        /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                        mediaIds?: string[];
                        poll?: components["schemas"]["NewPollInput"];
                        /** Format: uuid */
                        quoteOfId?: string;
                        /**
                         * @description Who may reply; `everyone` by default
                         * @enum {string}
                         */
                        replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                        /** Format: uuid */
                        replyToId?: string;
                        /**
                         * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                         * @enum {string}
                         */
                        visibility?: "public" | "university" | "followers";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a post */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a post; a tombstone stays in threads */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `not_your_post` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Edit a post; earlier versions stay in its history */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PostChangesInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `not_your_post` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_changed` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_only_narrows`, `too_many_versions`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/posts/{id}/bookmark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Bookmark a post */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReactionState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_reactions` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Remove a bookmark */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReactionState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a post, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PostHistory"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Like a post */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReactionState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_reactions` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unlike a post */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReactionState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members who like a post */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pin one of my posts to my profile, at most three */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PinState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `not_your_post` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_pins` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unpin a post */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PinState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `not_your_post` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/poll/votes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vote in a post’s poll, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Options, counted from 0 */
                        choices: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Poll"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found`, `poll_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_voted` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `poll_closed`, `own_poll`, `single_choice_poll`, `unknown_poll_option` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/public-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what people without an account see of a post, if its author allows it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublicPreview"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List quotes of a post, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Post"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/repost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Repost a post to my followers */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReactionState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `repost_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_reactions` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Undo a repost */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReactionState"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/reposts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members who reposted a post */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/posts/{id}/thread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a post with its ancestors and replies */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Order of the replies. `top`: ranked when the first page is read; newest first for members who have turned ranking off */
                    order?: "oldest" | "newest" | "top";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Thread"];
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/privacy-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my privacy settings */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PrivacySettings"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my privacy settings */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        publicPreviews?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PrivacySettings"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my reports, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Report"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Report a post, a message or a member; 200 if my report of it is still open
         * @description A post or a member is reported by id, even if its author blocks the reporter or has deleted it; an id that does not exist gets the same response. Of a reported message, staff see only the snapshot of the report: the message as its reporter saw it, and up to five before it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description For the moderators; at most 1,000 graphemes. Required if the reason is `other` */
                        comment?: string;
                        /** @enum {string} */
                        reason: "spam" | "harassment" | "hate" | "violence" | "sexual" | "self_harm" | "misinformation" | "impersonation" | "privacy" | "cheating" | "illegal" | "other";
                        /** Format: uuid */
                        subjectId: string;
                        /** @enum {string} */
                        subjectType: "post" | "user" | "message";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Report"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Report"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `subject_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_report_self`, `comment_required`, `comment_too_long`, `too_many_combining_marks`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_reports` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scheduled-posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my scheduled posts, failed ones included */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All scheduled posts, the next first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ScheduledPost"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Schedule a post */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        post: {
                            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                            content: string;
                            /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                            contentWarning?: string;
                            /**
                             * @description Detected from the text by default
                             * @enum {string}
                             */
                            language?: "tr" | "en";
                            /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                            mediaIds?: string[];
                            poll?: components["schemas"]["NewPollInput"];
                            /** Format: uuid */
                            quoteOfId?: string;
                            /**
                             * @description Who may reply; `everyone` by default
                             * @enum {string}
                             */
                            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                            /** Format: uuid */
                            replyToId?: string;
                            /**
                             * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                             * @enum {string}
                             */
                            visibility?: "public" | "university" | "followers";
                        };
                        /**
                         * Format: date-time
                         * @description In UTC, between a minute and a year from now; the post is published within a minute of it
                         */
                        scheduledFor: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ScheduledPost"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused`, `scheduled_time_out_of_range`, `too_many_scheduled_posts`, `draft_too_large` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scheduled-posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a scheduled post */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ScheduledPost"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `scheduled_post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a scheduled post */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `scheduled_post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a scheduled post or its time; reschedules a failed one */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Replaces the whole post */
                        post?: {
                            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                            content: string;
                            /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                            contentWarning?: string;
                            /**
                             * @description Detected from the text by default
                             * @enum {string}
                             */
                            language?: "tr" | "en";
                            /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                            mediaIds?: string[];
                            poll?: components["schemas"]["NewPollInput"];
                            /** Format: uuid */
                            quoteOfId?: string;
                            /**
                             * @description Who may reply; `everyone` by default
                             * @enum {string}
                             */
                            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                            /** Format: uuid */
                            replyToId?: string;
                            /**
                             * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                             * @enum {string}
                             */
                            visibility?: "public" | "university" | "followers";
                        };
                        /**
                         * Format: date-time
                         * @description In UTC, between a minute and a year from now; the post is published within a minute of it
                         */
                        scheduledFor?: string;
                        /**
                         * Format: date-time
                         * @description `updatedAt` as you loaded it; the change is refused if the post has changed since
                         */
                        updatedAt: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ScheduledPost"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found`, `scheduled_post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `scheduled_post_changed` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused`, `scheduled_time_out_of_range`, `draft_too_large` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/scheduled-posts/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a scheduled post now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Post"];
                    };
                };
                /** @description `invalid_request`, `forbidden_character`, `invalid_idempotency_key` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed`, `reply_not_allowed`, `quote_not_allowed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_not_found`, `scheduled_post_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `already_deleted` */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `post_too_long`, `empty_post`, `content_warning_too_long`, `too_many_combining_marks`, `visibility_too_wide`, `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `media_not_found`, `media_not_ready`, `media_already_attached`, `too_many_media`, `media_kind_not_allowed`, `idempotency_key_reused` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`, `too_many_posts` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Complete a mention or hashtag while writing */
        get: {
            parameters: {
                query: {
                    /** @description `@` or `#`, and the beginning of a name or hashtag, which may be empty */
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Completions"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/hashtags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search hashtags */
        get: {
            parameters: {
                query: {
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description As typed, in any spelling; an incomplete word matches too */
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FoundHashtag"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search posts in Turkish and English */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page, with the same query */
                    cursor?: string;
                    /** @description As `from:` in q */
                    from?: string;
                    has?: "media" | "poll" | "link";
                    lang?: "tr" | "en";
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Words in any form; "an exact phrase"; -not; #hashtag; from:username, since:2026-11-01, until:…, has:media|poll|link, lang:tr|en; -from:, -has:, -lang: exclude */
                    q?: string;
                    /** @description First day */
                    since?: string;
                    /** @description The best of the newest first and then older ones by time, or all by time, newest first */
                    sort?: "top" | "latest";
                    /** @description IANA time zone of these days, such as `Europe/Istanbul`; UTC by default */
                    tz?: string;
                    /** @description Day after the last */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Words of the query that no post contains, and the words searched instead */
                            corrected: {
                                from: string;
                                to: string;
                            }[];
                            items: components["schemas"]["FoundPost"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `empty_search`, `invalid_search_operator` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/recent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my recent searches, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecentSearches"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Add a recent search, if the history is on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The search as typed */
                        q: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Delete one recent search, or all */
        delete: {
            parameters: {
                query?: {
                    /** @description The search to delete; all if absent */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Turn the search history on or off; off deletes it */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        isEnabled: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecentSearches"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/search/saved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my saved searches */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SavedSearch"][];
                        };
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Save a search; idempotent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The search as typed */
                        q: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedSearch"];
                    };
                };
                /** @description `invalid_request`, `malformed_json`, `forbidden_character` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_saved_searches` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/saved/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a saved search */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `saved_search_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggest people and hashtags while typing */
        get: {
            parameters: {
                query: {
                    /** @description As typed, in any spelling; an incomplete word matches too */
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Suggestions"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `paused_under_load` */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search people */
        get: {
            parameters: {
                query: {
                    /** @description `nextCursor` of the previous page, with the same query */
                    cursor?: string;
                    /** @description Maximum number of items; at most fifty on the first page */
                    limit?: number;
                    /** @description As typed, in any spelling; an incomplete word matches too */
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the uptime of the last 90 days, the backups and the last restore drill */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatusHistory"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Block a member, in both directions everywhere */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_block_self` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unblock a member */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/familiar-followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the followers of a member whom I follow */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamiliarFollowers"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `private_account` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Follow a member, or request to */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            following: boolean;
                            requested: boolean;
                        };
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_follow_self`, `too_many_follows` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unfollow a member, or cancel a follow request */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            following: boolean;
                            requested: boolean;
                        };
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/follower": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a follower */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/followers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List followers of a member */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `private_account` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/following": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members that a member follows */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ListedMember"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `private_account` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List posts a member likes, newest first; for others only if the member shows them */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description Id or username */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Post"][];
                            nextCursor: string | null;
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `likes_private` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mute a member in my feeds; they are not notified */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_mute_self` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unmute a member */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List posts of a member, newest first, with the pinned ones */
        get: {
            parameters: {
                query?: {
                    /** @description `nextCursor` of the previous page; absent for the first page */
                    cursor?: string;
                    /** @description Maximum number of items */
                    limit?: number;
                    /** @description Only posts with pictures, videos or recordings */
                    media?: "true" | "false";
                    /** @description Whether replies are included */
                    replies?: "true" | "false";
                };
                header?: never;
                path: {
                    /** @description Id or username */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Post"][];
                            nextCursor: string | null;
                            /** @description Pinned posts, last pinned first; on the first page only */
                            pinned: components["schemas"]["Post"][];
                        };
                    };
                };
                /** @description `invalid_request`, `invalid_cursor` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/reposts-hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hide a member’s reposts from my feeds */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cannot_hide_own_reposts` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Show a member’s reposts again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{idOrUsername}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a member’s profile */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    idOrUsername: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my profile */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my profile */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        bio?: string;
                        department?: string | null;
                        displayName?: string;
                        graduationYear?: number | null;
                        isPrivate?: boolean;
                        /** @description Whether other members can see your likes; false by default */
                        showsLikes?: boolean;
                        username?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `username_taken` */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `username_changed_recently`, `too_many_combining_marks` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/users/me/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set my picture */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description An uploaded picture
                         */
                        mediaId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `media_not_found`, `media_not_ready`, `media_already_attached`, `media_kind_not_allowed` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Remove my picture */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/header": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set my header picture */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description An uploaded picture
                         */
                        mediaId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `media_not_found`, `media_not_ready`, `media_already_attached`, `media_kind_not_allowed` */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Remove my header picture */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/welcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Record how far I have come with the welcome */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description True: do not offer the welcome any more. False: offer it again */
                        isFinished?: boolean;
                        /** @description Steps to add to the passed ones; none is ever removed */
                        passed?: ("picture" | "study" | "interests" | "people" | "notifications")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null if it is no longer offered */
                            welcome: components["schemas"]["Welcome"] | null;
                        };
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/users/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggest members to follow, each with its reason */
        get: {
            parameters: {
                query?: {
                    /** @description Maximum number of members */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SuggestedMember"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/suggestions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Allow a dismissed member in suggestions again */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Dismiss a suggested member */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `invalid_request` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `member_not_found` */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/writing-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get my writing preferences */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WritingPreferences"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my writing preferences */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        linkPreviews?: boolean;
                        undoSeconds?: 0 | 5 | 10 | 30;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WritingPreferences"];
                    };
                };
                /** @description `invalid_request`, `malformed_json` */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_signed_in`, `token_expired`, `token_invalid` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `csrf_failed` */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large` */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type` */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the process is alive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                            timestamp: string;
                            uptime: number;
                        };
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check whether the process is ready for traffic */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bus: string;
                            cache: string;
                            database: string;
                            dependencies: {
                                [key: string]: {
                                    latencyMs: number;
                                    /** @enum {string} */
                                    status: "ok" | "down";
                                };
                            };
                            /**
                             * @description `degraded`: ready, without the bus or the cache; `unavailable`: without the database, or about to stop
                             * @enum {string}
                             */
                            status: "ok" | "degraded" | "unavailable";
                        };
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bus: string;
                            cache: string;
                            database: string;
                            dependencies: {
                                [key: string]: {
                                    latencyMs: number;
                                    /** @enum {string} */
                                    status: "ok" | "down";
                                };
                            };
                            /**
                             * @description `degraded`: ready, without the bus or the cache; `unavailable`: without the database, or about to stop
                             * @enum {string}
                             */
                            status: "ok" | "degraded" | "unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the status, with details for admins and the local host */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cache: string;
                            cpu?: {
                                load1: number;
                            };
                            database: string;
                            disk?: {
                                freeBytes: number;
                                totalBytes: number;
                            };
                            /** @description Due jobs that no worker has started; absent while the database is unreachable */
                            jobs?: {
                                oldestSeconds: number;
                                waiting: number;
                            };
                            /** @description Shares of the machine in use, and what this process drops because of them */
                            load?: {
                                cpu: number;
                                memory: number;
                                shed: ("recommendations" | "digests" | "previews" | "suggestions")[];
                            };
                            memory?: {
                                heapUsedBytes: number;
                                rssBytes: number;
                            };
                            services?: {
                                [key: string]: {
                                    /** @description Seconds since the last heartbeat */
                                    ageSeconds?: number;
                                    latencyMs: number;
                                    /** @description Number of worker processes */
                                    processes?: number;
                                    /** @enum {string} */
                                    status: "ok" | "down";
                                    /** @description Seconds since the first of these processes connected */
                                    uptime?: number;
                                };
                            };
                            /** @enum {string} */
                            status: "ok" | "unavailable";
                            uptime: number;
                            version: string;
                        };
                    };
                };
                /** @description `too_many_requests` */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description `internal_error` */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AddressPreview: {
            /** @description Affiliation that this address gives */
            affiliation: ("student" | "staff" | "alumni") | null;
            /** @description The rule that decides, or the closest one */
            rule: {
                domain: string;
                /** Format: uuid */
                id: string;
                includeSubdomains: boolean;
                prefix: string;
            } | null;
            university: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /**
             * @description `allowed`, or the first reason for refusal
             * @enum {string}
             */
            verdict: "allowed" | "university_closed" | "prefix_not_allowed" | "subdomain_not_covered" | "no_rules" | "unknown_domain" | "not_an_address";
        };
        AddressPreviewInput: {
            /** @description Affiliation that this address gives */
            affiliation: ("student" | "staff" | "alumni") | null;
            /** @description The rule that decides, or the closest one */
            rule: {
                domain: string;
                /** Format: uuid */
                id: string;
                includeSubdomains: boolean;
                prefix: string;
            } | null;
            university: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /**
             * @description `allowed`, or the first reason for refusal
             * @enum {string}
             */
            verdict: "allowed" | "university_closed" | "prefix_not_allowed" | "subdomain_not_covered" | "no_rules" | "unknown_domain" | "not_an_address";
        };
        AnsweredMessage: {
            /** @description The first 120 characters; empty if the message is deleted, expired or redacted */
            excerpt: string;
            /** @description When the quoted message, and so the excerpt, disappears */
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description The viewer blocks its sender, so it is redacted: say so, and show no name */
            senderBlocked: boolean;
            senderId: string | null;
            senderName: string | null;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            seq: number;
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "file" | "notice";
        };
        AnsweredMessageInput: {
            /** @description The first 120 characters; empty if the message is deleted, expired or redacted */
            excerpt: string;
            /** @description When the quoted message, and so the excerpt, disappears */
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description The viewer blocks its sender, so it is redacted: say so, and show no name */
            senderBlocked: boolean;
            senderId: string | null;
            senderName: string | null;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            seq: number;
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "file" | "notice";
        };
        AuditRecord: {
            action: string;
            /** @description Null if the actor is unknown, and for actions of the system */
            actor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            ip: string | null;
            requestId: string | null;
            subject: {
                id: string;
                /** @description Set for a university */
                name: string | null;
                type: string;
                /** @description Set for a member */
                username: string | null;
            } | null;
            userAgent: string | null;
        };
        AuditRecordInput: {
            action: string;
            /** @description Null if the actor is unknown, and for actions of the system */
            actor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            ip: string | null;
            requestId: string | null;
            subject: {
                id: string;
                /** @description Set for a university */
                name: string | null;
                type: string;
                /** @description Set for a member */
                username: string | null;
            } | null;
            userAgent: string | null;
        };
        Author: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
        };
        AuthorInput: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
        };
        Capacity: {
            /** @description If the disk of members’ files fills as in this time */
            diskFullAt: string | null;
            /** @description Members online that fit; null while too little is measured */
            fits: number | null;
            /** @description Most members online at once in this time */
            highest: number | null;
            /** @description Whether the server knows a metrics store (`METRICS_URL`) */
            isConfigured: boolean;
            limitedBy: ("processor" | "memory" | "process" | "sockets" | "databaseConnections") | null;
            /** Format: date-time */
            observedFrom: string;
            /** Format: date-time */
            observedTo: string;
            /** @description Members online at the last measurement */
            online: number | null;
            resources: {
                available: number;
                /** @description Used without anybody online */
                base: number;
                /** @description Members online; null where their number changes nothing */
                fits: number | null;
                /**
                 * @description `ratio`: the number of members online varied too little to tell base and slope apart, so all use counts as theirs
                 * @enum {string}
                 */
                method: "line" | "ratio";
                /** @enum {string} */
                name: "processor" | "memory" | "process" | "sockets" | "databaseConnections";
                /** @description What a busy moment needs above the line */
                peak: number;
                perMember: number;
                /** @description Share of `available` that a busy moment may use */
                safeShare: number;
                /** @enum {string} */
                unit: "cores" | "bytes" | "count";
                /** @description At the last measurement */
                used: number;
            }[];
            /** @description What a server of this price a month would hold, once processes and pools are sized for it */
            servers: {
                dollars: number;
                /** @description Members online; null where their number changes nothing */
                fits: number | null;
                memoryGb: number;
                processors: number;
            }[];
        };
        CapacityInput: {
            /** @description If the disk of members’ files fills as in this time */
            diskFullAt: string | null;
            /** @description Members online that fit; null while too little is measured */
            fits: number | null;
            /** @description Most members online at once in this time */
            highest: number | null;
            /** @description Whether the server knows a metrics store (`METRICS_URL`) */
            isConfigured: boolean;
            limitedBy: ("processor" | "memory" | "process" | "sockets" | "databaseConnections") | null;
            /** Format: date-time */
            observedFrom: string;
            /** Format: date-time */
            observedTo: string;
            /** @description Members online at the last measurement */
            online: number | null;
            resources: {
                available: number;
                /** @description Used without anybody online */
                base: number;
                /** @description Members online; null where their number changes nothing */
                fits: number | null;
                /**
                 * @description `ratio`: the number of members online varied too little to tell base and slope apart, so all use counts as theirs
                 * @enum {string}
                 */
                method: "line" | "ratio";
                /** @enum {string} */
                name: "processor" | "memory" | "process" | "sockets" | "databaseConnections";
                /** @description What a busy moment needs above the line */
                peak: number;
                perMember: number;
                /** @description Share of `available` that a busy moment may use */
                safeShare: number;
                /** @enum {string} */
                unit: "cores" | "bytes" | "count";
                /** @description At the last measurement */
                used: number;
            }[];
            /** @description What a server of this price a month would hold, once processes and pools are sized for it */
            servers: {
                dollars: number;
                /** @description Members online; null where their number changes nothing */
                fits: number | null;
                memoryGb: number;
                processors: number;
            }[];
        };
        Completions: {
            hashtags: components["schemas"]["FoundHashtag"][];
            users: components["schemas"]["MemberCompletion"][];
        };
        CompletionsInput: {
            hashtags: components["schemas"]["FoundHashtagInput"][];
            users: components["schemas"]["MemberCompletionInput"][];
        };
        ContentStatistics: {
            /** @enum {string} */
            by: "day" | "week";
            /** @description Time of the last count; null before the first one */
            countedAt: string | null;
            days: number;
            /** @description Hashtags of public posts on the whole campus that at least five members used */
            hashtags: {
                people: number;
                posts: number;
                tag: string;
            }[];
            /** @description Days, or weeks from Monday, oldest first, in UTC; the last one is incomplete */
            items: {
                /** @description Members who posted or replied, each counted once; null for fewer than five */
                authors: number | null;
                /** @description Likes given by these members; null if fewer than five members gave any */
                likes: number | null;
                /** @description Files attached to these posts and replies */
                media: number | null;
                /** @description Posts that are not replies; null if fewer than five members posted or replied */
                posts: number | null;
                replies: number | null;
                /** Format: date */
                startsOn: string;
            }[];
            /** @description Totals of all days: a member who posted on several days counts once */
            total: {
                /** @description Members who posted or replied, each counted once; null for fewer than five */
                authors: number | null;
                /** @description Likes given by these members; null if fewer than five members gave any */
                likes: number | null;
                /** @description Files attached to these posts and replies */
                media: number | null;
                /** @description Posts that are not replies; null if fewer than five members posted or replied */
                posts: number | null;
                replies: number | null;
            };
            /** @description Totals of all days by university, most posts first */
            universities: {
                /** @description Members who posted or replied, each counted once; null for fewer than five */
                authors: number | null;
                /** Format: uuid */
                id: string;
                /** @description Likes given by these members; null if fewer than five members gave any */
                likes: number | null;
                /** @description Files attached to these posts and replies */
                media: number | null;
                name: string;
                /** @description Posts that are not replies; null if fewer than five members posted or replied */
                posts: number | null;
                replies: number | null;
            }[];
            universityId: string | null;
        };
        ContentStatisticsInput: {
            /** @enum {string} */
            by: "day" | "week";
            /** @description Time of the last count; null before the first one */
            countedAt: string | null;
            days: number;
            /** @description Hashtags of public posts on the whole campus that at least five members used */
            hashtags: {
                people: number;
                posts: number;
                tag: string;
            }[];
            /** @description Days, or weeks from Monday, oldest first, in UTC; the last one is incomplete */
            items: {
                /** @description Members who posted or replied, each counted once; null for fewer than five */
                authors: number | null;
                /** @description Likes given by these members; null if fewer than five members gave any */
                likes: number | null;
                /** @description Files attached to these posts and replies */
                media: number | null;
                /** @description Posts that are not replies; null if fewer than five members posted or replied */
                posts: number | null;
                replies: number | null;
                /** Format: date */
                startsOn: string;
            }[];
            /** @description Totals of all days: a member who posted on several days counts once */
            total: {
                /** @description Members who posted or replied, each counted once; null for fewer than five */
                authors: number | null;
                /** @description Likes given by these members; null if fewer than five members gave any */
                likes: number | null;
                /** @description Files attached to these posts and replies */
                media: number | null;
                /** @description Posts that are not replies; null if fewer than five members posted or replied */
                posts: number | null;
                replies: number | null;
            };
            /** @description Totals of all days by university, most posts first */
            universities: {
                /** @description Members who posted or replied, each counted once; null for fewer than five */
                authors: number | null;
                /** Format: uuid */
                id: string;
                /** @description Likes given by these members; null if fewer than five members gave any */
                likes: number | null;
                /** @description Files attached to these posts and replies */
                media: number | null;
                name: string;
                /** @description Posts that are not replies; null if fewer than five members posted or replied */
                posts: number | null;
                replies: number | null;
            }[];
            universityId: string | null;
        };
        Conversation: {
            archived: boolean;
            /** @description Groups only */
            avatarUrl: string | null;
            /** @description The other participant has not accepted the viewer’s request. Whether they declined is secret */
            awaitsAcceptance: boolean;
            /** @description The viewer blocks the other participant */
            blocking: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            deliveredSeq: number;
            disappearAfterSeconds: number | null;
            /** @description The first message number that the viewer may read */
            firstSeq: number;
            /**
             * @description Which messages new members of the group may read
             * @enum {string}
             */
            history: "all" | "joined";
            /** Format: uuid */
            id: string;
            lastMessage: components["schemas"]["Message"] | null;
            /** Format: date-time */
            lastMessageAt: string;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            lastSeq: number;
            markedUnread: boolean;
            memberCount: number;
            /** @description An unread message among the newest 1,000 mentions the viewer */
            mentioned: boolean;
            muted: boolean;
            /** @description Null while `muted` without an end */
            mutedUntil: string | null;
            /** @description Groups only */
            name: string | null;
            /** @description Every other member has received messages up to this number */
            othersDeliveredSeq: number;
            /** @description Every other member who shares read receipts has read messages up to this number */
            othersReadSeq: number;
            /** @description The other participant; for a group the first four others. `/participants` lists all */
            participants: components["schemas"]["Participant"][];
            pinned: boolean;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            readSeq: number;
            /** @description A message request: accept or delete it */
            request: boolean;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            /** @enum {string} */
            type: "direct" | "group";
            /** @description Up to 100, among the newest 1,000 */
            unreadCount: number;
            /** @enum {string} */
            whoAdds: "members" | "admins";
            /** @enum {string} */
            whoWrites: "members" | "admins";
        };
        ConversationInput: {
            archived: boolean;
            /** @description Groups only */
            avatarUrl: string | null;
            /** @description The other participant has not accepted the viewer’s request. Whether they declined is secret */
            awaitsAcceptance: boolean;
            /** @description The viewer blocks the other participant */
            blocking: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            deliveredSeq: number;
            disappearAfterSeconds: number | null;
            /** @description The first message number that the viewer may read */
            firstSeq: number;
            /**
             * @description Which messages new members of the group may read
             * @enum {string}
             */
            history: "all" | "joined";
            /** Format: uuid */
            id: string;
            lastMessage: components["schemas"]["MessageInput"] | null;
            /** Format: date-time */
            lastMessageAt: string;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            lastSeq: number;
            markedUnread: boolean;
            memberCount: number;
            /** @description An unread message among the newest 1,000 mentions the viewer */
            mentioned: boolean;
            muted: boolean;
            /** @description Null while `muted` without an end */
            mutedUntil: string | null;
            /** @description Groups only */
            name: string | null;
            /** @description Every other member has received messages up to this number */
            othersDeliveredSeq: number;
            /** @description Every other member who shares read receipts has read messages up to this number */
            othersReadSeq: number;
            /** @description The other participant; for a group the first four others. `/participants` lists all */
            participants: components["schemas"]["ParticipantInput"][];
            pinned: boolean;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            readSeq: number;
            /** @description A message request: accept or delete it */
            request: boolean;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            /** @enum {string} */
            type: "direct" | "group";
            /** @description Up to 100, among the newest 1,000 */
            unreadCount: number;
            /** @enum {string} */
            whoAdds: "members" | "admins";
            /** @enum {string} */
            whoWrites: "members" | "admins";
        };
        ConversationNotice: {
            /** @enum {string} */
            kind: "created" | "renamed" | "picture" | "added" | "joined" | "left" | "removed" | "role" | "disappearing" | "pinned";
            /** @description The new name */
            name?: string;
            people: components["schemas"]["Person"][];
            /** @enum {string} */
            role?: "owner" | "admin" | "member";
            /** @description Seconds after which messages disappear; null: never */
            seconds?: number | null;
            /** @description The message that was pinned */
            seq?: number;
        };
        ConversationNoticeInput: {
            /** @enum {string} */
            kind: "created" | "renamed" | "picture" | "added" | "joined" | "left" | "removed" | "role" | "disappearing" | "pinned";
            /** @description The new name */
            name?: string;
            people: components["schemas"]["PersonInput"][];
            /** @enum {string} */
            role?: "owner" | "admin" | "member";
            /** @description Seconds after which messages disappear; null: never */
            seconds?: number | null;
            /** @description The message that was pinned */
            seq?: number;
        };
        Draft: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            post: components["schemas"]["DraftPost"];
            /** Format: date-time */
            updatedAt: string;
        };
        DraftInput: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            post: components["schemas"]["DraftPostInput"];
            /** Format: date-time */
            updatedAt: string;
        };
        DraftPost: {
            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
            content?: string;
            /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
            contentWarning?: string;
            /**
             * @description Detected from the text by default
             * @enum {string}
             */
            language?: "tr" | "en";
            /** @description Uploaded files, in order: up to four pictures, or one video or recording */
            mediaIds?: string[];
            poll?: components["schemas"]["NewPoll"];
            /** Format: uuid */
            quoteOfId?: string;
            /**
             * @description Who may reply; `everyone` by default
             * @enum {string}
             */
            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
            /** Format: uuid */
            replyToId?: string;
            /**
             * @description `public` by default; a reply has the audience of the parent post, or a narrower one
             * @enum {string}
             */
            visibility?: "public" | "university" | "followers";
        };
        DraftPostInput: {
            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
            content?: string;
            /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
            contentWarning?: string;
            /**
             * @description Detected from the text by default
             * @enum {string}
             */
            language?: "tr" | "en";
            /** @description Uploaded files, in order: up to four pictures, or one video or recording */
            mediaIds?: string[];
            poll?: components["schemas"]["NewPollInput"];
            /** Format: uuid */
            quoteOfId?: string;
            /**
             * @description Who may reply; `everyone` by default
             * @enum {string}
             */
            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
            /** Format: uuid */
            replyToId?: string;
            /**
             * @description `public` by default; a reply has the audience of the parent post, or a narrower one
             * @enum {string}
             */
            visibility?: "public" | "university" | "followers";
        };
        /** @description A part of `content`; offsets count code points, `end` is exclusive */
        Entity: {
            end: number;
            start: number;
            /** @constant */
            type: "mention";
            /** Format: uuid */
            userId: string;
            username: string;
        } | {
            end: number;
            start: number;
            tag: string;
            /** @constant */
            type: "hashtag";
        } | {
            end: number;
            start: number;
            /** @constant */
            type: "link";
            url: string;
        };
        /** @description A part of `content`; offsets count code points, `end` is exclusive */
        EntityInput: {
            end: number;
            start: number;
            /** @constant */
            type: "mention";
            /** Format: uuid */
            userId: string;
            username: string;
        } | {
            end: number;
            start: number;
            tag: string;
            /** @constant */
            type: "hashtag";
        } | {
            end: number;
            start: number;
            /** @constant */
            type: "link";
            url: string;
        };
        FamiliarFollowers: {
            /** @description All of them */
            count: number;
            /** @description Three at most */
            items: components["schemas"]["Author"][];
        };
        FamiliarFollowersInput: {
            /** @description All of them */
            count: number;
            /** @description Three at most */
            items: components["schemas"]["AuthorInput"][];
        };
        FeedPreferences: {
            defaultWeights: components["schemas"]["FeedWeights"];
            /**
             * @description Default order of home
             * @enum {string}
             */
            home: "latest" | "top";
            /** @description How far the member has read home, on any device */
            homePosition: {
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                entryId: string;
            } | null;
            /** @description False: nothing is ranked for this member; home, explore and recommendations are ordered by time */
            ranking: boolean;
            /** @description Weight of each signal, 0 to 2 */
            weights: components["schemas"]["FeedWeights"];
        };
        FeedPreferencesInput: {
            defaultWeights: components["schemas"]["FeedWeightsInput"];
            /**
             * @description Default order of home
             * @enum {string}
             */
            home: "latest" | "top";
            /** @description How far the member has read home, on any device */
            homePosition: {
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                entryId: string;
            } | null;
            /** @description False: nothing is ranked for this member; home, explore and recommendations are ordered by time */
            ranking: boolean;
            /** @description Weight of each signal, 0 to 2 */
            weights: components["schemas"]["FeedWeightsInput"];
        };
        FeedWeights: {
            affinity: number;
            diversity: number;
            engagement: number;
            hashtag: number;
            recency: number;
            rising: number;
            university: number;
        };
        FeedWeightsInput: {
            affinity: number;
            diversity: number;
            engagement: number;
            hashtag: number;
            recency: number;
            rising: number;
            university: number;
        };
        FollowedHashtag: {
            tag: string;
        };
        FollowedHashtagInput: {
            tag: string;
        };
        FoundHashtag: {
            following: boolean;
            tag: string;
        };
        FoundHashtagInput: {
            following: boolean;
            tag: string;
        };
        FoundMessage: {
            /** @description Last edit, deletion, reaction, or change of the quoted message; of two copies, the later is current */
            changedAt: string | null;
            clientId: string;
            content: string;
            /** Format: uuid */
            conversationId: string;
            /** @description Of the group, or of the other participant */
            conversationName: string;
            /** Format: date-time */
            createdAt: string;
            deletedAt: string | null;
            editedAt: string | null;
            entities: components["schemas"]["Entity"][];
            expiresAt: string | null;
            forwarded: boolean;
            /** Format: uuid */
            id: string;
            /** @description Matches in `content`: code point offsets, `end` exclusive */
            matches: {
                end: number;
                start: number;
            }[];
            media: components["schemas"]["Media"][];
            notice: components["schemas"]["ConversationNotice"] | null;
            /** @description Of the first link; added shortly after the message was sent */
            preview: components["schemas"]["LinkPreview"] | null;
            reactions: components["schemas"]["Reaction"][];
            /** @description Not visible to this viewer: keeps its number, has no content; show nothing of it */
            redacted: boolean;
            replyTo: components["schemas"]["AnsweredMessage"] | null;
            replyToId: string | null;
            sender: components["schemas"]["Person"] | null;
            /** @description A group message from a member whom the viewer blocks: say so in one line. Request it with `show=blocked` to show it */
            senderBlocked: boolean;
            /** @description Null for a notice, and if the account was deleted */
            senderId: string | null;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            seq: number;
            /**
             * @description As its sender sees it: `delivered` or `read` once that is true for every other member
             * @enum {string}
             */
            status: "sent" | "delivered" | "read";
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "file" | "notice";
        };
        FoundMessageInput: {
            /** @description Last edit, deletion, reaction, or change of the quoted message; of two copies, the later is current */
            changedAt: string | null;
            clientId: string;
            content: string;
            /** Format: uuid */
            conversationId: string;
            /** @description Of the group, or of the other participant */
            conversationName: string;
            /** Format: date-time */
            createdAt: string;
            deletedAt: string | null;
            editedAt: string | null;
            entities: components["schemas"]["EntityInput"][];
            expiresAt: string | null;
            forwarded: boolean;
            /** Format: uuid */
            id: string;
            /** @description Matches in `content`: code point offsets, `end` exclusive */
            matches: {
                end: number;
                start: number;
            }[];
            media: components["schemas"]["MediaInput"][];
            notice: components["schemas"]["ConversationNoticeInput"] | null;
            /** @description Of the first link; added shortly after the message was sent */
            preview: components["schemas"]["LinkPreviewInput"] | null;
            reactions: components["schemas"]["ReactionInput"][];
            /** @description Not visible to this viewer: keeps its number, has no content; show nothing of it */
            redacted: boolean;
            replyTo: components["schemas"]["AnsweredMessageInput"] | null;
            replyToId: string | null;
            sender: components["schemas"]["PersonInput"] | null;
            /** @description A group message from a member whom the viewer blocks: say so in one line. Request it with `show=blocked` to show it */
            senderBlocked: boolean;
            /** @description Null for a notice, and if the account was deleted */
            senderId: string | null;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            seq: number;
            /**
             * @description As its sender sees it: `delivered` or `read` once that is true for every other member
             * @enum {string}
             */
            status: "sent" | "delivered" | "read";
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "file" | "notice";
        };
        FoundPost: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthor"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["Entity"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreview"];
            /** @description Where `content` matches the query: code points, `end` exclusive */
            matches: {
                end: number;
                start: number;
            }[];
            media: components["schemas"]["Media"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["Poll"] | null;
            quoteOf: (components["schemas"]["QuotedPost"] | components["schemas"]["UnavailablePost"]) | null;
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        FoundPostInput: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthorInput"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["EntityInput"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreviewInput"];
            /** @description Where `content` matches the query: code points, `end` exclusive */
            matches: {
                end: number;
                start: number;
            }[];
            media: components["schemas"]["MediaInput"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["PollInput"] | null;
            quoteOf: (components["schemas"]["QuotedPostInput"] | components["schemas"]["UnavailablePostInput"]) | null;
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        GroupInvite: {
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["Person"] | null;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            maxUses: number;
            uses: number;
        };
        GroupInviteInput: {
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["PersonInput"] | null;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            maxUses: number;
            uses: number;
        };
        GroupInvitePreview: {
            avatarUrl: string | null;
            /** @description Only if the viewer is already in the group */
            conversationId: string | null;
            createdBy: components["schemas"]["Person"] | null;
            memberCount: number;
            name: string;
        };
        GroupInvitePreviewInput: {
            avatarUrl: string | null;
            /** @description Only if the viewer is already in the group */
            conversationId: string | null;
            createdBy: components["schemas"]["PersonInput"] | null;
            memberCount: number;
            name: string;
        };
        GroupInvites: {
            items: components["schemas"]["GroupInvite"][];
        };
        GroupInvitesInput: {
            items: components["schemas"]["GroupInviteInput"][];
        };
        GroupMember: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            /** @description Added by somebody whom they do not follow, and has not accepted yet */
            invited: boolean;
            /** @description The account is suspended, deactivated or deleted */
            isInactive: boolean;
            /** Format: date-time */
            joinedAt: string;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            username: string;
        };
        GroupMemberInput: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            /** @description Added by somebody whom they do not follow, and has not accepted yet */
            invited: boolean;
            /** @description The account is suspended, deactivated or deleted */
            isInactive: boolean;
            /** Format: date-time */
            joinedAt: string;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            username: string;
        };
        Hashtag: {
            following: boolean;
            /** @description Recent use */
            recent: {
                days: number;
                /** @description Whether only the newest posts were counted, so that there may be more */
                isCapped: boolean;
                /** @description Number of their authors */
                people: number;
                /** @description Posts that the viewer may see */
                uses: number;
            };
            /** @description As first typed, without # */
            tag: string;
        };
        HashtagFollow: {
            following: boolean;
        };
        HashtagFollowInput: {
            following: boolean;
        };
        HashtagInput: {
            following: boolean;
            /** @description Recent use */
            recent: {
                days: number;
                /** @description Whether only the newest posts were counted, so that there may be more */
                isCapped: boolean;
                /** @description Number of their authors */
                people: number;
                /** @description Posts that the viewer may see */
                uses: number;
            };
            /** @description As first typed, without # */
            tag: string;
        };
        HiddenHashtag: {
            /** Format: date-time */
            hiddenAt: string;
            hiddenBy: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            reason: string;
            tag: string;
        };
        HiddenHashtagInput: {
            /** Format: date-time */
            hiddenAt: string;
            hiddenBy: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            reason: string;
            tag: string;
        };
        HomeEntry: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthor"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["Entity"][];
            /**
             * Format: uuid
             * @description Id of the entry: the repost’s id, or the post’s own if it is not here because of a repost
             */
            entryId: string;
            /** @description The followed hashtag because of which a post of a member who is not followed is here */
            followedHashtag: string | null;
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreview"];
            media: components["schemas"]["Media"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["Poll"] | null;
            quoteOf: (components["schemas"]["QuotedPost"] | components["schemas"]["UnavailablePost"]) | null;
            /** @description For `source: cohort`: why this post was chosen */
            reason?: components["schemas"]["Reason"];
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            /** @description The reposters because of whom the post is here; null if the post is here for itself */
            repostedBy: {
                /**
                 * Format: date-time
                 * @description When the repost was made that is this entry
                 */
                at: string;
                /** @description Number of followees who have reposted it, including the viewer */
                count: number;
                /** @description At most three, newest first */
                members: components["schemas"]["PostAuthor"][];
            } | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            /** @description With `rank=top` and for `source: cohort`: the score of the post */
            score?: components["schemas"]["Score"];
            /**
             * @description `timeline`, or `cohort` for posts that fill a home with fewer than five followees or ten posts
             * @enum {string}
             */
            source: "timeline" | "cohort";
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        HomeEntryInput: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthorInput"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["EntityInput"][];
            /**
             * Format: uuid
             * @description Id of the entry: the repost’s id, or the post’s own if it is not here because of a repost
             */
            entryId: string;
            /** @description The followed hashtag because of which a post of a member who is not followed is here */
            followedHashtag: string | null;
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreviewInput"];
            media: components["schemas"]["MediaInput"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["PollInput"] | null;
            quoteOf: (components["schemas"]["QuotedPostInput"] | components["schemas"]["UnavailablePostInput"]) | null;
            /** @description For `source: cohort`: why this post was chosen */
            reason?: components["schemas"]["ReasonInput"];
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            /** @description The reposters because of whom the post is here; null if the post is here for itself */
            repostedBy: {
                /**
                 * Format: date-time
                 * @description When the repost was made that is this entry
                 */
                at: string;
                /** @description Number of followees who have reposted it, including the viewer */
                count: number;
                /** @description At most three, newest first */
                members: components["schemas"]["PostAuthorInput"][];
            } | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            /** @description With `rank=top` and for `source: cohort`: the score of the post */
            score?: components["schemas"]["ScoreInput"];
            /**
             * @description `timeline`, or `cohort` for posts that fill a home with fewer than five followees or ten posts
             * @enum {string}
             */
            source: "timeline" | "cohort";
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        LinkPreview: {
            description: string | null;
            /** @description Host of the page after redirects: show it with the preview */
            host: string;
            /** @description Only in posts, if the page has one */
            picture?: {
                height: number;
                url: string;
                width: number;
            };
            siteName: string | null;
            title: string;
            /** @description The link in the text */
            url: string;
        };
        LinkPreviewInput: {
            description: string | null;
            /** @description Host of the page after redirects: show it with the preview */
            host: string;
            /** @description Only in posts, if the page has one */
            picture?: {
                height: number;
                url: string;
                width: number;
            };
            siteName: string | null;
            title: string;
            /** @description The link in the text */
            url: string;
        };
        ListedMember: {
            avatarUrl: string | null;
            bio: string;
            displayName: string;
            /** Format: uuid */
            id: string;
            isPrivate: boolean;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
            viewer: components["schemas"]["Relation"];
        };
        ListedMemberInput: {
            avatarUrl: string | null;
            bio: string;
            displayName: string;
            /** Format: uuid */
            id: string;
            isPrivate: boolean;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
            viewer: components["schemas"]["RelationInput"];
        };
        ManagedUniversity: {
            country: string;
            /** @description Domains from the catalogue */
            domains: string[];
            /** Format: uuid */
            id: string;
            isOpen: boolean;
            name: string;
            rules: components["schemas"]["UniversityRule"][];
        };
        ManagedUniversityInput: {
            country: string;
            /** @description Domains from the catalogue */
            domains: string[];
            /** Format: uuid */
            id: string;
            isOpen: boolean;
            name: string;
            rules: components["schemas"]["UniversityRuleInput"][];
        };
        ManagedUser: {
            /** @enum {string} */
            affiliation: "student" | "staff" | "alumni";
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            /** @description Visible to admins only */
            email?: string;
            /** Format: uuid */
            id: string;
            lastSeenAt: string | null;
            roles: ("member" | "moderator" | "admin" | "owner")[];
            /** @enum {string} */
            status: "pending" | "active" | "suspended" | "deleted";
            suspension: {
                reason: string;
                /** Format: date-time */
                suspendedAt: string;
                until: string | null;
            } | null;
            university: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            username: string;
        };
        ManagedUserInput: {
            /** @enum {string} */
            affiliation: "student" | "staff" | "alumni";
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            /** @description Visible to admins only */
            email?: string;
            /** Format: uuid */
            id: string;
            lastSeenAt: string | null;
            roles: ("member" | "moderator" | "admin" | "owner")[];
            /** @enum {string} */
            status: "pending" | "active" | "suspended" | "deleted";
            suspension: {
                reason: string;
                /** Format: date-time */
                suspendedAt: string;
                until: string | null;
            } | null;
            university: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            username: string;
        };
        Me: {
            /** @enum {string} */
            locale: "tr" | "en";
            mfaEnabled: boolean;
            /** @description Each permits a set of operations */
            permissions: string[];
            profile: {
                /** @enum {string} */
                affiliation: "student" | "staff" | "alumni";
                avatarUrl: string | null;
                bio: string;
                department: string | null;
                graduationYear: number | null;
                headerUrl: string | null;
                isPrivate: boolean;
                university: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                    /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
                    nameTr: string;
                };
            };
            roles: ("member" | "moderator" | "admin" | "owner")[];
            /** @description Whether the roles beyond `member` count in this session only once it has shown a second factor */
            secondFactorRequired: boolean;
            unread: {
                /** @description Pending follow requests to this member */
                followRequests: number;
                /** @description Conversations with unread messages, without muted ones */
                messages: number;
                /** @description Unread notifications, counted up to 100 */
                notifications: number;
            };
            user: components["schemas"]["User"];
            /** @description How far a new member has come with the welcome; null once it is finished, and 30 days after registration */
            welcome: components["schemas"]["Welcome"] | null;
        };
        Media: {
            alt: string | null;
            animated: boolean;
            blurhash: string | null;
            durationMs: number | null;
            /** @description Code of the reason if `failed` */
            failure: string | null;
            /** @description Name of the uploaded file; documents only */
            fileName: string | null;
            focus: {
                x: number;
                y: number;
            } | null;
            height: number | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "file";
            mimeType: string;
            /** @description A small still picture; null for audio and documents */
            previewUrl: string | null;
            /** @description Progress of the processing, 0 to 100 */
            progress: number;
            /** @description Size in bytes of the file at `url` */
            size: number;
            /** @enum {string} */
            status: "processing" | "ready" | "failed";
            /** @description Path on this origin; null until `ready`. URLs of private files expire: request the resource again */
            url: string | null;
            /** @description For audio: the loudness of 64 equal parts, 0 to 100; absent if unknown */
            waveform?: number[];
            width: number | null;
        };
        MediaInput: {
            alt: string | null;
            animated: boolean;
            blurhash: string | null;
            durationMs: number | null;
            /** @description Code of the reason if `failed` */
            failure: string | null;
            /** @description Name of the uploaded file; documents only */
            fileName: string | null;
            focus: {
                x: number;
                y: number;
            } | null;
            height: number | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "file";
            mimeType: string;
            /** @description A small still picture; null for audio and documents */
            previewUrl: string | null;
            /** @description Progress of the processing, 0 to 100 */
            progress: number;
            /** @description Size in bytes of the file at `url` */
            size: number;
            /** @enum {string} */
            status: "processing" | "ready" | "failed";
            /** @description Path on this origin; null until `ready`. URLs of private files expire: request the resource again */
            url: string | null;
            /** @description For audio: the loudness of 64 equal parts, 0 to 100; absent if unknown */
            waveform?: number[];
            width: number | null;
        };
        MediaQuota: {
            files: number;
            limitBytes: number;
            maxBytes: {
                audio: number;
                file: number;
                image: number;
                video: number;
            };
            /** @description Largest file of one multipart request */
            simpleBytes: number;
            usedBytes: number;
            /** @description Whether this server can process video and audio */
            video: boolean;
        };
        MediaQuotaInput: {
            files: number;
            limitBytes: number;
            maxBytes: {
                audio: number;
                file: number;
                image: number;
                video: number;
            };
            /** @description Largest file of one multipart request */
            simpleBytes: number;
            usedBytes: number;
            /** @description Whether this server can process video and audio */
            video: boolean;
        };
        MediaUpload: {
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            length: number;
            /** @description The file, once the upload is complete */
            media: components["schemas"]["OwnMedia"] | null;
            offset: number;
        };
        MediaUploadInput: {
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            length: number;
            /** @description The file, once the upload is complete */
            media: components["schemas"]["OwnMediaInput"] | null;
            offset: number;
        };
        MeInput: {
            /** @enum {string} */
            locale: "tr" | "en";
            mfaEnabled: boolean;
            /** @description Each permits a set of operations */
            permissions: string[];
            profile: {
                /** @enum {string} */
                affiliation: "student" | "staff" | "alumni";
                avatarUrl: string | null;
                bio: string;
                department: string | null;
                graduationYear: number | null;
                headerUrl: string | null;
                isPrivate: boolean;
                university: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                    /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
                    nameTr: string;
                };
            };
            roles: ("member" | "moderator" | "admin" | "owner")[];
            /** @description Whether the roles beyond `member` count in this session only once it has shown a second factor */
            secondFactorRequired: boolean;
            unread: {
                /** @description Pending follow requests to this member */
                followRequests: number;
                /** @description Conversations with unread messages, without muted ones */
                messages: number;
                /** @description Unread notifications, counted up to 100 */
                notifications: number;
            };
            user: components["schemas"]["UserInput"];
            /** @description How far a new member has come with the welcome; null once it is finished, and 30 days after registration */
            welcome: components["schemas"]["WelcomeInput"] | null;
        };
        MemberCompletion: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
        };
        MemberCompletionInput: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
        };
        MemberSession: {
            /** Format: date-time */
            createdAt: string;
            device: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** Format: date-time */
            lastSeenAt: string;
        };
        MemberSessionInput: {
            /** Format: date-time */
            createdAt: string;
            device: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** Format: date-time */
            lastSeenAt: string;
        };
        Message: {
            /** @description Last edit, deletion, reaction, or change of the quoted message; of two copies, the later is current */
            changedAt: string | null;
            clientId: string;
            content: string;
            /** Format: uuid */
            conversationId: string;
            /** Format: date-time */
            createdAt: string;
            deletedAt: string | null;
            editedAt: string | null;
            entities: components["schemas"]["Entity"][];
            expiresAt: string | null;
            forwarded: boolean;
            /** Format: uuid */
            id: string;
            media: components["schemas"]["Media"][];
            notice: components["schemas"]["ConversationNotice"] | null;
            /** @description Of the first link; added shortly after the message was sent */
            preview: components["schemas"]["LinkPreview"] | null;
            reactions: components["schemas"]["Reaction"][];
            /** @description Not visible to this viewer: keeps its number, has no content; show nothing of it */
            redacted: boolean;
            replyTo: components["schemas"]["AnsweredMessage"] | null;
            replyToId: string | null;
            sender: components["schemas"]["Person"] | null;
            /** @description A group message from a member whom the viewer blocks: say so in one line. Request it with `show=blocked` to show it */
            senderBlocked: boolean;
            /** @description Null for a notice, and if the account was deleted */
            senderId: string | null;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            seq: number;
            /**
             * @description As its sender sees it: `delivered` or `read` once that is true for every other member
             * @enum {string}
             */
            status: "sent" | "delivered" | "read";
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "file" | "notice";
        };
        MessageDraft: {
            content: string;
            replyToId: string | null;
            /** Format: date-time */
            updatedAt: string;
        };
        MessageDraftAnswer: {
            draft: components["schemas"]["MessageDraft"] | null;
            /** @description Increases whenever a draft is saved, cleared or sent; 0: there has never been one */
            version: number;
        };
        MessageDraftAnswerInput: {
            draft: components["schemas"]["MessageDraftInput"] | null;
            /** @description Increases whenever a draft is saved, cleared or sent; 0: there has never been one */
            version: number;
        };
        MessageDraftInput: {
            content: string;
            replyToId: string | null;
            /** Format: date-time */
            updatedAt: string;
        };
        MessageExport: {
            /** @description Null: all conversations */
            conversationId: string | null;
            conversationName: string | null;
            conversations: number | null;
            /** Format: date-time */
            createdAt: string;
            /** @description When it is removed */
            expiresAt: string | null;
            /** @description Why it `failed`: `storage_full`: the server is out of space for now; `internal_error`: repeated errors */
            failure: ("storage_full" | "internal_error") | null;
            files: number | null;
            /** Format: uuid */
            id: string;
            messages: number | null;
            /** @description Attached files whose bytes were missing */
            missingFiles: number | null;
            /** @description Percent */
            progress: number;
            readyAt: string | null;
            /** @description Bytes */
            size: number | null;
            /** @enum {string} */
            state: "waiting" | "running" | "ready" | "failed";
            /** @description Once `ready`: relative to the origin, valid for one to two hours; request the export again for a new URL */
            url: string | null;
        };
        MessageExportInput: {
            /** @description Null: all conversations */
            conversationId: string | null;
            conversationName: string | null;
            conversations: number | null;
            /** Format: date-time */
            createdAt: string;
            /** @description When it is removed */
            expiresAt: string | null;
            /** @description Why it `failed`: `storage_full`: the server is out of space for now; `internal_error`: repeated errors */
            failure: ("storage_full" | "internal_error") | null;
            files: number | null;
            /** Format: uuid */
            id: string;
            messages: number | null;
            /** @description Attached files whose bytes were missing */
            missingFiles: number | null;
            /** @description Percent */
            progress: number;
            readyAt: string | null;
            /** @description Bytes */
            size: number | null;
            /** @enum {string} */
            state: "waiting" | "running" | "ready" | "failed";
            /** @description Once `ready`: relative to the origin, valid for one to two hours; request the export again for a new URL */
            url: string | null;
        };
        MessageExportList: {
            /** @description Newest first */
            items: components["schemas"]["MessageExport"][];
        };
        MessageExportListInput: {
            /** @description Newest first */
            items: components["schemas"]["MessageExportInput"][];
        };
        MessageInput: {
            /** @description Last edit, deletion, reaction, or change of the quoted message; of two copies, the later is current */
            changedAt: string | null;
            clientId: string;
            content: string;
            /** Format: uuid */
            conversationId: string;
            /** Format: date-time */
            createdAt: string;
            deletedAt: string | null;
            editedAt: string | null;
            entities: components["schemas"]["EntityInput"][];
            expiresAt: string | null;
            forwarded: boolean;
            /** Format: uuid */
            id: string;
            media: components["schemas"]["MediaInput"][];
            notice: components["schemas"]["ConversationNoticeInput"] | null;
            /** @description Of the first link; added shortly after the message was sent */
            preview: components["schemas"]["LinkPreviewInput"] | null;
            reactions: components["schemas"]["ReactionInput"][];
            /** @description Not visible to this viewer: keeps its number, has no content; show nothing of it */
            redacted: boolean;
            replyTo: components["schemas"]["AnsweredMessageInput"] | null;
            replyToId: string | null;
            sender: components["schemas"]["PersonInput"] | null;
            /** @description A group message from a member whom the viewer blocks: say so in one line. Request it with `show=blocked` to show it */
            senderBlocked: boolean;
            /** @description Null for a notice, and if the account was deleted */
            senderId: string | null;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            seq: number;
            /**
             * @description As its sender sees it: `delivered` or `read` once that is true for every other member
             * @enum {string}
             */
            status: "sent" | "delivered" | "read";
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "file" | "notice";
        };
        MessageList: {
            hasAfter: boolean;
            hasBefore: boolean;
            /** @description By number, oldest first */
            items: components["schemas"]["Message"][];
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            lastSeq: number;
        };
        MessageListInput: {
            hasAfter: boolean;
            hasBefore: boolean;
            /** @description By number, oldest first */
            items: components["schemas"]["MessageInput"][];
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            lastSeq: number;
        };
        MessageSync: {
            /**
             * Format: date-time
             * @description The `since` of the next sync
             */
            at: string;
            /** @description Missed messages by conversation and number, and messages changed since `since` */
            items: components["schemas"]["Message"][];
            /** @description There are more: sync again with the new last numbers */
            more: boolean;
        };
        MessageSyncInput: {
            /**
             * Format: date-time
             * @description The `since` of the next sync
             */
            at: string;
            /** @description Missed messages by conversation and number, and messages changed since `since` */
            items: components["schemas"]["MessageInput"][];
            /** @description There are more: sync again with the new last numbers */
            more: boolean;
        };
        MessagingSettings: {
            /** @description Share delivery receipts with others, and see theirs; a read receipt implies a delivery receipt */
            deliveredReceipts: boolean;
            /** @description Show others when the member was last online, and see it of them */
            lastSeen: boolean;
            /** @description Let the server fetch linked pages to attach previews to messages */
            linkPreviews: boolean;
            /** @description Show others that the member is online, and see it of them */
            presence: boolean;
            /** @description Share read receipts with others, and see theirs */
            readReceipts: boolean;
            /** @description Show others that the member is typing, and see it of them */
            typing: boolean;
            /**
             * @description Who may start a conversation: everyone, members of the same university, followed members, nobody
             * @enum {string}
             */
            whoMayWrite: "everyone" | "university" | "following" | "nobody";
        };
        MessagingSettingsInput: {
            /** @description Share delivery receipts with others, and see theirs; a read receipt implies a delivery receipt */
            deliveredReceipts: boolean;
            /** @description Show others when the member was last online, and see it of them */
            lastSeen: boolean;
            /** @description Let the server fetch linked pages to attach previews to messages */
            linkPreviews: boolean;
            /** @description Show others that the member is online, and see it of them */
            presence: boolean;
            /** @description Share read receipts with others, and see theirs */
            readReceipts: boolean;
            /** @description Show others that the member is typing, and see it of them */
            typing: boolean;
            /**
             * @description Who may start a conversation: everyone, members of the same university, followed members, nobody
             * @enum {string}
             */
            whoMayWrite: "everyone" | "university" | "following" | "nobody";
        };
        MutedWord: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description `home`: hidden from the home feed; `everywhere`: hidden from hashtag pages too, and collapsed in threads
             * @enum {string}
             */
            scope: "home" | "everywhere";
            /** @description Whether forms with Turkish and English suffixes match too */
            suffixes: boolean;
            word: string;
        };
        MutedWordInput: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description `home`: hidden from the home feed; `everywhere`: hidden from hashtag pages too, and collapsed in threads
             * @enum {string}
             */
            scope: "home" | "everywhere";
            /** @description Whether forms with Turkish and English suffixes match too */
            suffixes: boolean;
            word: string;
        };
        NewGroupInvite: {
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["Person"] | null;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            maxUses: number;
            /** @description Returned only once; the link carries it after `#`, so that no log contains it */
            token: string;
            uses: number;
        };
        NewGroupInviteInput: {
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["PersonInput"] | null;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            maxUses: number;
            /** @description Returned only once; the link carries it after `#`, so that no log contains it */
            token: string;
            uses: number;
        };
        NewPoll: {
            /** @description From the time of publishing; a day by default, at most a week */
            closesInMinutes?: number;
            /** @description Whether several options may be chosen; false by default */
            multiple?: boolean;
            /** @description At most 50 graphemes each, all different */
            options: string[];
        };
        NewPollInput: {
            /** @description From the time of publishing; a day by default, at most a week */
            closesInMinutes?: number;
            /** @description Whether several options may be chosen; false by default */
            multiple?: boolean;
            /** @description At most 50 graphemes each, all different */
            options: string[];
        };
        NewPost: {
            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
            content: string;
            /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
            contentWarning?: string;
            /**
             * @description Detected from the text by default
             * @enum {string}
             */
            language?: "tr" | "en";
            /** @description Uploaded files, in order: up to four pictures, or one video or recording */
            mediaIds?: string[];
            poll?: components["schemas"]["NewPoll"];
            /** Format: uuid */
            quoteOfId?: string;
            /**
             * @description Who may reply; `everyone` by default
             * @enum {string}
             */
            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
            /** Format: uuid */
            replyToId?: string;
            /**
             * @description `public` by default; a reply has the audience of the parent post, or a narrower one
             * @enum {string}
             */
            visibility?: "public" | "university" | "followers";
        };
        NewPostInput: {
            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
            content: string;
            /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
            contentWarning?: string;
            /**
             * @description Detected from the text by default
             * @enum {string}
             */
            language?: "tr" | "en";
            /** @description Uploaded files, in order: up to four pictures, or one video or recording */
            mediaIds?: string[];
            poll?: components["schemas"]["NewPollInput"];
            /** Format: uuid */
            quoteOfId?: string;
            /**
             * @description Who may reply; `everyone` by default
             * @enum {string}
             */
            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
            /** Format: uuid */
            replyToId?: string;
            /**
             * @description `public` by default; a reply has the audience of the parent post, or a narrower one
             * @enum {string}
             */
            visibility?: "public" | "university" | "followers";
        };
        Notification: {
            /** @description The newest three actors; empty for `moderation` and `system` */
            actors: components["schemas"]["PostAuthor"][];
            /**
             * Format: date-time
             * @description Time of the newest activity
             */
            at: string;
            /** @description Number of actors, except those whom the viewer may not see or mutes */
            count: number;
            /**
             * Format: uuid
             * @description Stays the same while the group grows
             */
            groupId: string;
            /**
             * Format: uuid
             * @description Changes with every activity added to the group, which is unread again
             */
            id: string;
            isRead: boolean;
            /** @enum {string} */
            kind: "reply" | "mention" | "quote" | "like" | "repost" | "message" | "follow" | "follow_request" | "moderation" | "system";
            /** @description The viewer’s post that was liked or reposted; the post that replies, mentions or quotes; or the liked post that was rewritten */
            post: components["schemas"]["Post"] | null;
            /** @description Id of its post, conversation, scheduled post or message export; null if there is none */
            subjectId: string | null;
            /** @description Variant of the kind; null for the default */
            topic: ("post_rewritten" | "request" | "accepted" | "post_removed" | "message_removed" | "post_reviewed" | "message_reviewed" | "message_context_reviewed" | "suspended" | "report_upheld" | "report_dismissed" | "schedule_failed" | "export_ready") | null;
        };
        NotificationInput: {
            /** @description The newest three actors; empty for `moderation` and `system` */
            actors: components["schemas"]["PostAuthorInput"][];
            /**
             * Format: date-time
             * @description Time of the newest activity
             */
            at: string;
            /** @description Number of actors, except those whom the viewer may not see or mutes */
            count: number;
            /**
             * Format: uuid
             * @description Stays the same while the group grows
             */
            groupId: string;
            /**
             * Format: uuid
             * @description Changes with every activity added to the group, which is unread again
             */
            id: string;
            isRead: boolean;
            /** @enum {string} */
            kind: "reply" | "mention" | "quote" | "like" | "repost" | "message" | "follow" | "follow_request" | "moderation" | "system";
            /** @description The viewer’s post that was liked or reposted; the post that replies, mentions or quotes; or the liked post that was rewritten */
            post: components["schemas"]["PostInput"] | null;
            /** @description Id of its post, conversation, scheduled post or message export; null if there is none */
            subjectId: string | null;
            /** @description Variant of the kind; null for the default */
            topic: ("post_rewritten" | "request" | "accepted" | "post_removed" | "message_removed" | "post_reviewed" | "message_reviewed" | "message_context_reviewed" | "suspended" | "report_upheld" | "report_dismissed" | "schedule_failed" | "export_ready") | null;
        };
        NotificationPage: {
            items: components["schemas"]["Notification"][];
            nextCursor: string | null;
            /** @description Unread notifications in the list; counted up to 100 */
            unread: number;
        };
        NotificationPageInput: {
            items: components["schemas"]["NotificationInput"][];
            nextCursor: string | null;
            /** @description Unread notifications in the list; counted up to 100 */
            unread: number;
        };
        NotificationPreferences: {
            /**
             * @description An email in the morning, only if there is something new
             * @enum {string}
             */
            digest: "none" | "daily" | "weekly";
            /** @description Channels of each notification kind */
            kinds: {
                follow: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                follow_request: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                like: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                mention: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                message: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                moderation: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                quote: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                reply: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                repost: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                system: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
            };
            /** @description `applicationServerKey` for the browser’s push subscription */
            pushKey: string;
            /** @description Pushes are deferred until quiet hours end */
            quietHours: {
                from: string;
                until: string;
            } | null;
            timeZone: string;
        };
        NotificationPreferencesInput: {
            /**
             * @description An email in the morning, only if there is something new
             * @enum {string}
             */
            digest: "none" | "daily" | "weekly";
            /** @description Channels of each notification kind */
            kinds: {
                follow: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                follow_request: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                like: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                mention: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                message: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                moderation: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                quote: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                reply: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                repost: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
                system: {
                    /** @description In the email digest */
                    email: boolean;
                    /** @description In the list and the unread count */
                    inApp: boolean;
                    push: boolean;
                };
            };
            /** @description `applicationServerKey` for the browser’s push subscription */
            pushKey: string;
            /** @description Pushes are deferred until quiet hours end */
            quietHours: {
                from: string;
                until: string;
            } | null;
            timeZone: string;
        };
        Overview: {
            /** Format: date-time */
            at: string;
            /** @description The last 14 days in UTC, oldest first */
            days: {
                /** Format: date */
                day: string;
                members: number;
                posts: number;
            }[];
            jobs: {
                due: number;
                /** @description Failed at least once and will be retried */
                failing: number;
                givenUp: number;
                kinds: {
                    givenUp: number;
                    name: string;
                    waiting: number;
                }[];
                later: number;
                oldestDueSeconds: number;
                running: number;
            };
            members: {
                active: number;
                /** @description Members with a session seen in the last 24 hours */
                activeToday: number;
                newThisWeek: number;
                pending: number;
                suspended: number;
            };
            posts: {
                today: number;
                total: number;
            };
            universities: {
                members: number;
                name: string;
            }[];
        };
        OverviewInput: {
            /** Format: date-time */
            at: string;
            /** @description The last 14 days in UTC, oldest first */
            days: {
                /** Format: date */
                day: string;
                members: number;
                posts: number;
            }[];
            jobs: {
                due: number;
                /** @description Failed at least once and will be retried */
                failing: number;
                givenUp: number;
                kinds: {
                    givenUp: number;
                    name: string;
                    waiting: number;
                }[];
                later: number;
                oldestDueSeconds: number;
                running: number;
            };
            members: {
                active: number;
                /** @description Members with a session seen in the last 24 hours */
                activeToday: number;
                newThisWeek: number;
                pending: number;
                suspended: number;
            };
            posts: {
                today: number;
                total: number;
            };
            universities: {
                members: number;
                name: string;
            }[];
        };
        OwnMedia: {
            alt: string | null;
            animated: boolean;
            blurhash: string | null;
            /** Format: date-time */
            createdAt: string;
            durationMs: number | null;
            /** @description Code of the reason if `failed` */
            failure: string | null;
            /** @description Name of the uploaded file; documents only */
            fileName: string | null;
            focus: {
                x: number;
                y: number;
            } | null;
            height: number | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "file";
            mimeType: string;
            /** @description A small still picture; null for audio and documents */
            previewUrl: string | null;
            /** @description Progress of the processing, 0 to 100 */
            progress: number;
            /** @description Size in bytes of the file at `url` */
            size: number;
            /** @enum {string} */
            status: "processing" | "ready" | "failed";
            /** @description Bytes that count towards the quota, with all sizes of a picture */
            storedBytes: number;
            /** @description Path on this origin; null until `ready`. URLs of private files expire: request the resource again */
            url: string | null;
            /** @description What the file is attached to; unattached files are deleted after a day */
            use: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                type: "post" | "draft" | "message" | "avatar" | "header" | "group";
            } | null;
            /** @description For audio: the loudness of 64 equal parts, 0 to 100; absent if unknown */
            waveform?: number[];
            width: number | null;
        };
        OwnMediaInput: {
            alt: string | null;
            animated: boolean;
            blurhash: string | null;
            /** Format: date-time */
            createdAt: string;
            durationMs: number | null;
            /** @description Code of the reason if `failed` */
            failure: string | null;
            /** @description Name of the uploaded file; documents only */
            fileName: string | null;
            focus: {
                x: number;
                y: number;
            } | null;
            height: number | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "file";
            mimeType: string;
            /** @description A small still picture; null for audio and documents */
            previewUrl: string | null;
            /** @description Progress of the processing, 0 to 100 */
            progress: number;
            /** @description Size in bytes of the file at `url` */
            size: number;
            /** @enum {string} */
            status: "processing" | "ready" | "failed";
            /** @description Bytes that count towards the quota, with all sizes of a picture */
            storedBytes: number;
            /** @description Path on this origin; null until `ready`. URLs of private files expire: request the resource again */
            url: string | null;
            /** @description What the file is attached to; unattached files are deleted after a day */
            use: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                type: "post" | "draft" | "message" | "avatar" | "header" | "group";
            } | null;
            /** @description For audio: the loudness of 64 equal parts, 0 to 100; absent if unknown */
            waveform?: number[];
            width: number | null;
        };
        Participant: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            /** @description The account is suspended, deactivated or deleted */
            isInactive: boolean;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            username: string;
        };
        ParticipantInput: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            /** @description The account is suspended, deactivated or deleted */
            isInactive: boolean;
            /** @enum {string} */
            role: "owner" | "admin" | "member";
            username: string;
        };
        PendingPost: {
            /**
             * Format: uuid
             * @description Id of the pending post; the published post has its own id
             */
            id: string;
            post: {
                /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                content: string;
                /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                contentWarning?: string;
                /**
                 * @description Detected from the text by default
                 * @enum {string}
                 */
                language?: "tr" | "en";
                /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                mediaIds?: string[];
                poll?: components["schemas"]["NewPoll"];
                /** Format: uuid */
                quoteOfId?: string;
                /**
                 * @description Who may reply; `everyone` by default
                 * @enum {string}
                 */
                replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                /** Format: uuid */
                replyToId?: string;
                /**
                 * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                 * @enum {string}
                 */
                visibility?: "public" | "university" | "followers";
            };
            /** @description Preview of the post. Its `id` is not valid anywhere, and only the author sees it */
            preview: components["schemas"]["Post"];
            /** Format: date-time */
            publishesAt: string;
            /** @description The same as a duration, for clients whose clock may be wrong */
            publishesInMs: number;
        };
        PendingPostInput: {
            /**
             * Format: uuid
             * @description Id of the pending post; the published post has its own id
             */
            id: string;
            post: {
                /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                content: string;
                /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                contentWarning?: string;
                /**
                 * @description Detected from the text by default
                 * @enum {string}
                 */
                language?: "tr" | "en";
                /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                mediaIds?: string[];
                poll?: components["schemas"]["NewPollInput"];
                /** Format: uuid */
                quoteOfId?: string;
                /**
                 * @description Who may reply; `everyone` by default
                 * @enum {string}
                 */
                replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                /** Format: uuid */
                replyToId?: string;
                /**
                 * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                 * @enum {string}
                 */
                visibility?: "public" | "university" | "followers";
            };
            /** @description Preview of the post. Its `id` is not valid anywhere, and only the author sees it */
            preview: components["schemas"]["PostInput"];
            /** Format: date-time */
            publishesAt: string;
            /** @description The same as a duration, for clients whose clock may be wrong */
            publishesInMs: number;
        };
        PendingPostUndo: {
            /** @description The draft that the post became, with its files; null if the limit of drafts is reached */
            draft: components["schemas"]["Draft"] | null;
            post: {
                /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                content: string;
                /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                contentWarning?: string;
                /**
                 * @description Detected from the text by default
                 * @enum {string}
                 */
                language?: "tr" | "en";
                /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                mediaIds?: string[];
                poll?: components["schemas"]["NewPoll"];
                /** Format: uuid */
                quoteOfId?: string;
                /**
                 * @description Who may reply; `everyone` by default
                 * @enum {string}
                 */
                replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                /** Format: uuid */
                replyToId?: string;
                /**
                 * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                 * @enum {string}
                 */
                visibility?: "public" | "university" | "followers";
            };
        };
        PendingPostUndoInput: {
            /** @description The draft that the post became, with its files; null if the limit of drafts is reached */
            draft: components["schemas"]["DraftInput"] | null;
            post: {
                /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
                content: string;
                /** @description Shown instead of the text until the post is opened; at most 100 graphemes */
                contentWarning?: string;
                /**
                 * @description Detected from the text by default
                 * @enum {string}
                 */
                language?: "tr" | "en";
                /** @description Uploaded files, in order: up to four pictures, or one video or recording */
                mediaIds?: string[];
                poll?: components["schemas"]["NewPollInput"];
                /** Format: uuid */
                quoteOfId?: string;
                /**
                 * @description Who may reply; `everyone` by default
                 * @enum {string}
                 */
                replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
                /** Format: uuid */
                replyToId?: string;
                /**
                 * @description `public` by default; a reply has the audience of the parent post, or a narrower one
                 * @enum {string}
                 */
                visibility?: "public" | "university" | "followers";
            };
        };
        Person: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            username: string;
        };
        PersonInput: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            username: string;
        };
        PinnedMessages: {
            items: components["schemas"]["Message"][];
        };
        PinnedMessagesInput: {
            items: components["schemas"]["MessageInput"][];
        };
        PinState: {
            pinned: boolean;
        };
        PinStateInput: {
            pinned: boolean;
        };
        /** @description Voters and the author see the results, and everyone once the poll is closed */
        Poll: {
            closed: boolean;
            /** Format: date-time */
            closesAt: string;
            /** @description Whether several options may be chosen */
            multiple: boolean;
            options: {
                text: string;
                /** @description Absent until the viewer may see the results */
                votes?: number;
            }[];
            /** @description Options that the viewer chose, counted from 0; empty: none yet */
            viewerChoices: number[];
            /** @description Number of voters; absent until the viewer may see the results */
            voters?: number;
        };
        /** @description Voters and the author see the results, and everyone once the poll is closed */
        PollInput: {
            closed: boolean;
            /** Format: date-time */
            closesAt: string;
            /** @description Whether several options may be chosen */
            multiple: boolean;
            options: {
                text: string;
                /** @description Absent until the viewer may see the results */
                votes?: number;
            }[];
            /** @description Options that the viewer chose, counted from 0; empty: none yet */
            viewerChoices: number[];
            /** @description Number of voters; absent until the viewer may see the results */
            voters?: number;
        };
        Post: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthor"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["Entity"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreview"];
            media: components["schemas"]["Media"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["Poll"] | null;
            quoteOf: (components["schemas"]["QuotedPost"] | components["schemas"]["UnavailablePost"]) | null;
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        PostAuthor: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
        };
        PostAuthorInput: {
            avatarUrl: string | null;
            displayName: string;
            /** Format: uuid */
            id: string;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
        };
        PostChanges: {
            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
            content?: string;
            /** @description Null or blank removes it */
            contentWarning?: string | null;
            /** @description `editedAt` of the post as you loaded it; the change is refused if the post has been edited since */
            ifEditedAt?: string | null;
            /**
             * @description Detected from the text by default
             * @enum {string}
             */
            language?: "tr" | "en";
            /** @description All files of the post from now on, in order; an empty list removes them. Earlier files stay in the history */
            mediaIds?: string[];
            /**
             * @description Who may reply from now on; existing replies stay
             * @enum {string}
             */
            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
            /**
             * @description The same as before or narrower
             * @enum {string}
             */
            visibility?: "public" | "university" | "followers";
        };
        PostChangesInput: {
            /** @description At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed */
            content?: string;
            /** @description Null or blank removes it */
            contentWarning?: string | null;
            /** @description `editedAt` of the post as you loaded it; the change is refused if the post has been edited since */
            ifEditedAt?: string | null;
            /**
             * @description Detected from the text by default
             * @enum {string}
             */
            language?: "tr" | "en";
            /** @description All files of the post from now on, in order; an empty list removes them. Earlier files stay in the history */
            mediaIds?: string[];
            /**
             * @description Who may reply from now on; existing replies stay
             * @enum {string}
             */
            replyPolicy?: "everyone" | "followers" | "mentioned" | "nobody";
            /**
             * @description The same as before or narrower
             * @enum {string}
             */
            visibility?: "public" | "university" | "followers";
        };
        /** @description All versions, newest first: the current one, then earlier ones */
        PostHistory: {
            items: components["schemas"]["PostVersion"][];
            nextCursor: string | null;
        };
        /** @description All versions, newest first: the current one, then earlier ones */
        PostHistoryInput: {
            items: components["schemas"]["PostVersionInput"][];
            nextCursor: string | null;
        };
        PostInput: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthorInput"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["EntityInput"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreviewInput"];
            media: components["schemas"]["MediaInput"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["PollInput"] | null;
            quoteOf: (components["schemas"]["QuotedPostInput"] | components["schemas"]["UnavailablePostInput"]) | null;
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        PostVersion: {
            content: string;
            contentWarning: string | null;
            entities: components["schemas"]["Entity"][];
            /** @description The files of this version, with their current descriptions */
            media: components["schemas"]["Media"][];
            /** @description 1 is the original post */
            version: number;
            /** Format: date-time */
            writtenAt: string;
        };
        PostVersionInput: {
            content: string;
            contentWarning: string | null;
            entities: components["schemas"]["EntityInput"][];
            /** @description The files of this version, with their current descriptions */
            media: components["schemas"]["MediaInput"][];
            /** @description 1 is the original post */
            version: number;
            /** Format: date-time */
            writtenAt: string;
        };
        PrivacySettings: {
            /** @description Whether the links of my public posts show my name and the first words to people without an account; false by default */
            publicPreviews: boolean;
        };
        PrivacySettingsInput: {
            /** @description Whether the links of my public posts show my name and the first words to people without an account; false by default */
            publicPreviews: boolean;
        };
        Problem: {
            code: string;
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            requestId: string;
            status: number;
            title: string;
            type: string;
        };
        ProblemInput: {
            code: string;
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            requestId: string;
            status: number;
            title: string;
            type: string;
        };
        Profile: {
            /** @enum {string} */
            affiliation: "student" | "staff" | "alumni";
            avatarUrl: string | null;
            bio: string;
            counts: {
                followers: number;
                following: number;
                posts: number;
            };
            /** Format: date-time */
            createdAt: string;
            department: string | null;
            displayName: string;
            graduationYear: number | null;
            headerUrl: string | null;
            /** Format: uuid */
            id: string;
            isPrivate: boolean;
            /** @description Whether other members can see their likes */
            showsLikes: boolean;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
            viewer: components["schemas"]["Relation"];
        };
        ProfileInput: {
            /** @enum {string} */
            affiliation: "student" | "staff" | "alumni";
            avatarUrl: string | null;
            bio: string;
            counts: {
                followers: number;
                following: number;
                posts: number;
            };
            /** Format: date-time */
            createdAt: string;
            department: string | null;
            displayName: string;
            graduationYear: number | null;
            headerUrl: string | null;
            /** Format: uuid */
            id: string;
            isPrivate: boolean;
            /** @description Whether other members can see their likes */
            showsLikes: boolean;
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
            viewer: components["schemas"]["RelationInput"];
        };
        PublicPreview: {
            authorName: string;
            /** @description The beginning of the text, without the names of mentioned members; null if it has a content warning */
            firstWords: string | null;
            language: ("tr" | "en") | null;
        };
        PublicPreviewInput: {
            authorName: string;
            /** @description The beginning of the text, without the names of mentioned members; null if it has a content warning */
            firstWords: string | null;
            language: ("tr" | "en") | null;
        };
        PushSubscription: {
            /** @description Since when no push has reached this browser; null if no failure is known */
            failingSince: string | null;
            /** Format: uuid */
            id: string;
        };
        PushSubscriptionInput: {
            /** @description Since when no push has reached this browser; null if no failure is known */
            failingSince: string | null;
            /** Format: uuid */
            id: string;
        };
        /** @description A quoted post; a post that it quotes itself is only referenced by id */
        QuotedPost: {
            author: components["schemas"]["PostAuthor"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["Entity"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            media: components["schemas"]["Media"][];
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["Poll"] | null;
            quoteOfId: string | null;
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            replyToId: string | null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            /** @constant */
            unavailable: false;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        /** @description A quoted post; a post that it quotes itself is only referenced by id */
        QuotedPostInput: {
            author: components["schemas"]["PostAuthorInput"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["EntityInput"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            media: components["schemas"]["MediaInput"][];
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["PollInput"] | null;
            quoteOfId: string | null;
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            replyToId: string | null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            /** @constant */
            unavailable: false;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        RankedPost: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthor"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["Entity"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreview"];
            media: components["schemas"]["Media"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["Poll"] | null;
            quoteOf: (components["schemas"]["QuotedPost"] | components["schemas"]["UnavailablePost"]) | null;
            reason: components["schemas"]["Reason"];
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            score: components["schemas"]["Score"];
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        RankedPostInput: {
            /** @description Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply */
            audience: {
                /** @enum {string} */
                kind: "public" | "university" | "followers" | "conversation";
            };
            author: components["schemas"]["PostAuthorInput"];
            content: string;
            contentWarning: string | null;
            counts: {
                likes: number;
                quotes: number;
                replies: number;
                reposts: number;
            };
            /** Format: date-time */
            createdAt: string;
            editedAt: string | null;
            entities: components["schemas"]["EntityInput"][];
            /** Format: uuid */
            id: string;
            language: ("tr" | "en") | null;
            /** @description Of the first link, in posts without files, poll and quoted post; added shortly after the post was published */
            linkPreview?: components["schemas"]["LinkPreviewInput"];
            media: components["schemas"]["MediaInput"][];
            /** @description In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened */
            mutedWord?: string;
            /** @description Whether it is pinned to its author’s profile */
            pinned: boolean;
            poll: components["schemas"]["PollInput"] | null;
            quoteOf: (components["schemas"]["QuotedPostInput"] | components["schemas"]["UnavailablePostInput"]) | null;
            reason: components["schemas"]["ReasonInput"];
            /** @enum {string} */
            replyPolicy: "everyone" | "followers" | "mentioned" | "nobody";
            /** @description Author of the parent post; null if there is none that the viewer may see */
            replyToAuthor: {
                /** Format: uuid */
                id: string;
                username: string;
            } | null;
            replyToId: string | null;
            repostOf: null;
            /** @description First post of the thread; null if the post is not a reply */
            rootId: string | null;
            score: components["schemas"]["ScoreInput"];
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
            /**
             * @description For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider
             * @enum {string}
             */
            visibility: "public" | "university" | "followers";
        };
        Reaction: {
            count: number;
            emoji: string;
            userIds: string[];
        };
        ReactionInput: {
            count: number;
            emoji: string;
            userIds: string[];
        };
        ReactionState: {
            likeCount: number;
            repostCount: number;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
        };
        ReactionStateInput: {
            likeCount: number;
            repostCount: number;
            viewer: {
                bookmarked: boolean;
                liked: boolean;
                reposted: boolean;
            };
        };
        /** @description Why the post is shown: the signal that counted most */
        Reason: {
            /** @constant */
            kind: "rising";
            /** @description Number of recent participants */
            people: number;
        } | {
            /** @constant */
            kind: "hashtag";
            /** @description A hashtag that the viewer follows */
            tag: string;
        } | {
            count: number;
            /** @constant */
            kind: "followed_by";
            /** @description At most three */
            members: components["schemas"]["PostAuthor"][];
        } | {
            count: number;
            /** @constant */
            kind: "liked_by";
            /** @description At most three */
            members: components["schemas"]["PostAuthor"][];
        } | {
            /**
             * @description Liked by members with similar likes
             * @constant
             */
            kind: "similar";
        } | {
            /** @constant */
            kind: "follows_you";
        } | {
            /** @constant */
            kind: "same_department";
        } | {
            /** @constant */
            kind: "same_university";
        } | {
            followers: number;
            /** @constant */
            kind: "popular";
        } | {
            /**
             * @description The post is new
             * @constant
             */
            kind: "recent";
        };
        /** @description Why the post is shown: the signal that counted most */
        ReasonInput: {
            /** @constant */
            kind: "rising";
            /** @description Number of recent participants */
            people: number;
        } | {
            /** @constant */
            kind: "hashtag";
            /** @description A hashtag that the viewer follows */
            tag: string;
        } | {
            count: number;
            /** @constant */
            kind: "followed_by";
            /** @description At most three */
            members: components["schemas"]["PostAuthorInput"][];
        } | {
            count: number;
            /** @constant */
            kind: "liked_by";
            /** @description At most three */
            members: components["schemas"]["PostAuthorInput"][];
        } | {
            /**
             * @description Liked by members with similar likes
             * @constant
             */
            kind: "similar";
        } | {
            /** @constant */
            kind: "follows_you";
        } | {
            /** @constant */
            kind: "same_department";
        } | {
            /** @constant */
            kind: "same_university";
        } | {
            followers: number;
            /** @constant */
            kind: "popular";
        } | {
            /**
             * @description The post is new
             * @constant
             */
            kind: "recent";
        };
        Receipt: {
            /** Format: uuid */
            conversationId: string;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            deliveredSeq: number;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            readSeq: number;
            /** Format: uuid */
            userId: string;
        };
        ReceiptInput: {
            /** Format: uuid */
            conversationId: string;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            deliveredSeq: number;
            /** @description Number of the message in its conversation: 1, 2, 3, … without gaps */
            readSeq: number;
            /** Format: uuid */
            userId: string;
        };
        RecentSearches: {
            /** @description Whether searches are recorded */
            isEnabled: boolean;
            items: string[];
        };
        RecentSearchesInput: {
            /** @description Whether searches are recorded */
            isEnabled: boolean;
            items: string[];
        };
        /** @description The caller’s relation to this member */
        Relation: {
            blocking: boolean;
            followedBy: boolean;
            following: boolean;
            muting: boolean;
            /** @description Whether the caller hides this member’s reposts */
            repostsHidden: boolean;
            requested: boolean;
        };
        /** @description The caller’s relation to this member */
        RelationInput: {
            blocking: boolean;
            followedBy: boolean;
            following: boolean;
            muting: boolean;
            /** @description Whether the caller hides this member’s reposts */
            repostsHidden: boolean;
            requested: boolean;
        };
        Report: {
            comment: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            reason: "spam" | "harassment" | "hate" | "violence" | "sexual" | "self_harm" | "misinformation" | "impersonation" | "privacy" | "cheating" | "illegal" | "other";
            resolvedAt: string | null;
            /**
             * @description `upheld`: the moderators acted on it
             * @enum {string}
             */
            status: "open" | "upheld" | "dismissed";
            /** Format: uuid */
            subjectId: string;
            /** @enum {string} */
            subjectType: "post" | "user" | "message";
        };
        ReportCase: {
            /** @description The post’s current text, if it has changed since the report */
            currentContent: string | null;
            decision: {
                /** Format: date-time */
                decidedAt: string;
                decidedBy: {
                    /** Format: uuid */
                    id: string;
                    username: string;
                } | null;
                note: string;
                /** @enum {string} */
                outcome: "dismissed" | "post_removed" | "message_removed" | "author_suspended";
            } | null;
            /**
             * Format: uuid
             * @description Id of the first report, for `PATCH`
             */
            id: string;
            /** @description The post, message or account is deleted */
            isDeleted: boolean;
            /** @description The viewer is not in the audience, as for messages and posts for followers: `post` and `message` are null until the viewer accesses them with a reason */
            isRestricted: boolean;
            /** @description Snapshot of a reported member */
            member: {
                /** @default null */
                avatarUrl: string | null;
                /** @default  */
                bio: string;
                /** @default  */
                displayName: string;
                /** @default  */
                username: string;
            } | null;
            /** @description Snapshot of a reported message, if the viewer has accessed it; null in lists */
            message: {
                /**
                 * @description Up to five messages before it, oldest first
                 * @default []
                 */
                before: {
                    /** @default  */
                    content: string;
                    /** @default null */
                    createdAt: string | null;
                    /** @default null */
                    editedAt: string | null;
                    /** @default false */
                    forwarded: boolean;
                    /**
                     * @description Preview of its first link; the picture may be gone
                     * @default null
                     */
                    linkPreview: components["schemas"]["LinkPreview"] | null;
                    /** @default [] */
                    media: {
                        /** @default null */
                        alt: string | null;
                        /** @enum {string} */
                        kind: "image" | "video" | "audio" | "file";
                        /**
                         * @description May have expired
                         * @default null
                         */
                        previewUrl: string | null;
                    }[];
                    /** @default null */
                    sender: {
                        displayName: string;
                        /** Format: uuid */
                        id: string;
                        username: string;
                    } | null;
                    /**
                     * @default text
                     * @enum {string}
                     */
                    type: "text" | "image" | "video" | "audio" | "file" | "notice";
                }[];
                /** @default  */
                content: string;
                /** @default null */
                createdAt: string | null;
                /** @default null */
                editedAt: string | null;
                /** @default false */
                forwarded: boolean;
                /**
                 * @description Preview of its first link; the picture may be gone
                 * @default null
                 */
                linkPreview: components["schemas"]["LinkPreview"] | null;
                /** @default [] */
                media: {
                    /** @default null */
                    alt: string | null;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "file";
                    /**
                     * @description May have expired
                     * @default null
                     */
                    previewUrl: string | null;
                }[];
                /** @default null */
                sender: {
                    displayName: string;
                    /** Format: uuid */
                    id: string;
                    username: string;
                } | null;
                /**
                 * @default text
                 * @enum {string}
                 */
                type: "text" | "image" | "video" | "audio" | "file" | "notice";
            } | null;
            /** @description The author of the post or message, or the reported member; null if the account was deleted */
            owner: {
                displayName: string;
                /** Format: uuid */
                id: string;
                /** @description Number of earlier decisions against this member */
                priorViolations: number;
                /** @enum {string} */
                status: "pending" | "active" | "suspended" | "deleted";
                username: string;
            } | null;
            /** @description Snapshot of a reported post; null if it is restricted for the viewer */
            post: {
                /** @default  */
                content: string;
                /** @default null */
                contentWarning: string | null;
                /** @default null */
                createdAt: string | null;
                /** @default null */
                editedAt: string | null;
                /**
                 * @description Preview of its first link; the picture may be gone
                 * @default null
                 */
                linkPreview: components["schemas"]["LinkPreview"] | null;
                /** @default [] */
                media: {
                    /** @default null */
                    alt: string | null;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "file";
                    /**
                     * @description May have expired
                     * @default null
                     */
                    previewUrl: string | null;
                }[];
                /**
                 * @description Options of its poll
                 * @default null
                 */
                options: string[] | null;
                /** @default public */
                visibility: string;
            } | null;
            reportCount: number;
            /** @description The newest 20 reports */
            reports: {
                /** @description Null for the reported member as well */
                comment: string | null;
                /** Format: date-time */
                createdAt: string;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                reason: "spam" | "harassment" | "hate" | "violence" | "sexual" | "self_harm" | "misinformation" | "impersonation" | "privacy" | "cheating" | "illegal" | "other";
                /** @description Null if the account was deleted, and for the reported member */
                reporter: {
                    /** Format: uuid */
                    id: string;
                    username: string;
                } | null;
            }[];
            /** Format: uuid */
            subjectId: string;
            /** @enum {string} */
            subjectType: "post" | "user" | "message";
        };
        ReportCaseInput: {
            /** @description The post’s current text, if it has changed since the report */
            currentContent: string | null;
            decision: {
                /** Format: date-time */
                decidedAt: string;
                decidedBy: {
                    /** Format: uuid */
                    id: string;
                    username: string;
                } | null;
                note: string;
                /** @enum {string} */
                outcome: "dismissed" | "post_removed" | "message_removed" | "author_suspended";
            } | null;
            /**
             * Format: uuid
             * @description Id of the first report, for `PATCH`
             */
            id: string;
            /** @description The post, message or account is deleted */
            isDeleted: boolean;
            /** @description The viewer is not in the audience, as for messages and posts for followers: `post` and `message` are null until the viewer accesses them with a reason */
            isRestricted: boolean;
            /** @description Snapshot of a reported member */
            member: {
                /** @default null */
                avatarUrl: string | null;
                /** @default  */
                bio: string;
                /** @default  */
                displayName: string;
                /** @default  */
                username: string;
            } | null;
            /** @description Snapshot of a reported message, if the viewer has accessed it; null in lists */
            message: {
                /**
                 * @description Up to five messages before it, oldest first
                 * @default []
                 */
                before: {
                    /** @default  */
                    content: string;
                    /** @default null */
                    createdAt: string | null;
                    /** @default null */
                    editedAt: string | null;
                    /** @default false */
                    forwarded: boolean;
                    /**
                     * @description Preview of its first link; the picture may be gone
                     * @default null
                     */
                    linkPreview: components["schemas"]["LinkPreviewInput"] | null;
                    /** @default [] */
                    media: {
                        /** @default null */
                        alt: string | null;
                        /** @enum {string} */
                        kind: "image" | "video" | "audio" | "file";
                        /**
                         * @description May have expired
                         * @default null
                         */
                        previewUrl: string | null;
                    }[];
                    /** @default null */
                    sender: {
                        displayName: string;
                        /** Format: uuid */
                        id: string;
                        username: string;
                    } | null;
                    /**
                     * @default text
                     * @enum {string}
                     */
                    type: "text" | "image" | "video" | "audio" | "file" | "notice";
                }[];
                /** @default  */
                content: string;
                /** @default null */
                createdAt: string | null;
                /** @default null */
                editedAt: string | null;
                /** @default false */
                forwarded: boolean;
                /**
                 * @description Preview of its first link; the picture may be gone
                 * @default null
                 */
                linkPreview: components["schemas"]["LinkPreviewInput"] | null;
                /** @default [] */
                media: {
                    /** @default null */
                    alt: string | null;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "file";
                    /**
                     * @description May have expired
                     * @default null
                     */
                    previewUrl: string | null;
                }[];
                /** @default null */
                sender: {
                    displayName: string;
                    /** Format: uuid */
                    id: string;
                    username: string;
                } | null;
                /**
                 * @default text
                 * @enum {string}
                 */
                type: "text" | "image" | "video" | "audio" | "file" | "notice";
            } | null;
            /** @description The author of the post or message, or the reported member; null if the account was deleted */
            owner: {
                displayName: string;
                /** Format: uuid */
                id: string;
                /** @description Number of earlier decisions against this member */
                priorViolations: number;
                /** @enum {string} */
                status: "pending" | "active" | "suspended" | "deleted";
                username: string;
            } | null;
            /** @description Snapshot of a reported post; null if it is restricted for the viewer */
            post: {
                /** @default  */
                content: string;
                /** @default null */
                contentWarning: string | null;
                /** @default null */
                createdAt: string | null;
                /** @default null */
                editedAt: string | null;
                /**
                 * @description Preview of its first link; the picture may be gone
                 * @default null
                 */
                linkPreview: components["schemas"]["LinkPreviewInput"] | null;
                /** @default [] */
                media: {
                    /** @default null */
                    alt: string | null;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "file";
                    /**
                     * @description May have expired
                     * @default null
                     */
                    previewUrl: string | null;
                }[];
                /**
                 * @description Options of its poll
                 * @default null
                 */
                options: string[] | null;
                /** @default public */
                visibility: string;
            } | null;
            reportCount: number;
            /** @description The newest 20 reports */
            reports: {
                /** @description Null for the reported member as well */
                comment: string | null;
                /** Format: date-time */
                createdAt: string;
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                reason: "spam" | "harassment" | "hate" | "violence" | "sexual" | "self_harm" | "misinformation" | "impersonation" | "privacy" | "cheating" | "illegal" | "other";
                /** @description Null if the account was deleted, and for the reported member */
                reporter: {
                    /** Format: uuid */
                    id: string;
                    username: string;
                } | null;
            }[];
            /** Format: uuid */
            subjectId: string;
            /** @enum {string} */
            subjectType: "post" | "user" | "message";
        };
        ReportInput: {
            comment: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            reason: "spam" | "harassment" | "hate" | "violence" | "sexual" | "self_harm" | "misinformation" | "impersonation" | "privacy" | "cheating" | "illegal" | "other";
            resolvedAt: string | null;
            /**
             * @description `upheld`: the moderators acted on it
             * @enum {string}
             */
            status: "open" | "upheld" | "dismissed";
            /** Format: uuid */
            subjectId: string;
            /** @enum {string} */
            subjectType: "post" | "user" | "message";
        };
        SavedSearch: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            q: string;
        };
        SavedSearchInput: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            q: string;
        };
        ScheduledPost: {
            /** Format: date-time */
            createdAt: string;
            /** @description Why it could not be published: the problem code of POST /posts */
            failure: string | null;
            /** Format: uuid */
            id: string;
            post: components["schemas"]["NewPost"];
            /** Format: date-time */
            scheduledFor: string;
            /**
             * @description A published post is no longer listed here
             * @enum {string}
             */
            status: "waiting" | "failed";
            /** Format: date-time */
            updatedAt: string;
        };
        ScheduledPostInput: {
            /** Format: date-time */
            createdAt: string;
            /** @description Why it could not be published: the problem code of POST /posts */
            failure: string | null;
            /** Format: uuid */
            id: string;
            post: components["schemas"]["NewPostInput"];
            /** Format: date-time */
            scheduledFor: string;
            /**
             * @description A published post is no longer listed here
             * @enum {string}
             */
            status: "waiting" | "failed";
            /** Format: date-time */
            updatedAt: string;
        };
        Score: {
            parts: components["schemas"]["ScorePart"][];
            /** @description The sum of the contributions */
            total: number;
        };
        ScoreInput: {
            parts: components["schemas"]["ScorePartInput"][];
            /** @description The sum of the contributions */
            total: number;
        };
        ScorePart: {
            /** @description value × weight, to the nearest point */
            contribution: number;
            /** @description What was measured */
            signal: string;
            /** @description How much of it, in points */
            value: number;
            /** @description What a point of it counts for this reader */
            weight: number;
        };
        ScorePartInput: {
            /** @description value × weight, to the nearest point */
            contribution: number;
            /** @description What was measured */
            signal: string;
            /** @description How much of it, in points */
            value: number;
            /** @description What a point of it counts for this reader */
            weight: number;
        };
        Session: {
            /** Format: date-time */
            createdAt: string;
            current: boolean;
            device: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** Format: date-time */
            lastSeenAt: string;
            userAgent: string;
        };
        SessionInput: {
            /** Format: date-time */
            createdAt: string;
            current: boolean;
            device: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** Format: date-time */
            lastSeenAt: string;
            userAgent: string;
        };
        SignedIn: {
            accessToken?: string;
            /** @description Send it as X-Device-Token when signing in again from this device */
            deviceToken?: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            refreshToken?: string;
            /** @constant */
            tokenType?: "Bearer";
            user: components["schemas"]["User"];
        };
        SignedInInput: {
            accessToken?: string;
            /** @description Send it as X-Device-Token when signing in again from this device */
            deviceToken?: string;
            /** @description Seconds until the access token expires */
            expiresIn: number;
            refreshToken?: string;
            /** @constant */
            tokenType?: "Bearer";
            user: components["schemas"]["UserInput"];
        };
        StatusHistory: {
            /** Format: date-time */
            at: string;
            backup: {
                /** @description At most one for each location; empty before the first backup */
                copies: {
                    /** @description When the newest good one was complete; null if none was */
                    at: string | null;
                    /** @description What the newest good one holds: everything, or what changed since an earlier one */
                    kind: ("full" | "differential" | "incremental") | null;
                    /**
                     * @description `here`: where the server is; `off_site`: elsewhere
                     * @enum {string}
                     */
                    location: "here" | "off_site";
                    /**
                     * @description `failed`: the last attempt failed; `overdue`: the last good one is more than 26 hours old
                     * @enum {string}
                     */
                    status: "ok" | "failed" | "overdue";
                }[];
                /** @description Whether files of members are in it; those in a bucket are not */
                includesUploads: boolean;
                /** @description Whether backups are made at all */
                isSetUp: boolean;
            };
            /** @description The last nightly restore of the backup; null if there was none */
            restoreDrill: {
                /** Format: date-time */
                at: string;
                /** @description backup: damaged or missing; recovery: the database did not start; counts: rows differ; start: the app did not answer; sign_in: nobody could sign in */
                failedStep: ("backup" | "recovery" | "counts" | "start" | "sign_in") | null;
                lastSuccessAt: string | null;
                /** @description How much of the newest data would have been lost, measured by the drill */
                rpoSeconds: number | null;
                /** @description How long it took until the restored copy answered, measured by the drill */
                rtoSeconds: number | null;
                /**
                 * @description `overdue`: the last one succeeded more than 36 hours ago
                 * @enum {string}
                 */
                status: "ok" | "failed" | "overdue";
            } | null;
            uptime: {
                /** @description At most 90 days in UTC, oldest first; today ends now */
                days: {
                    /** Format: date */
                    date: string;
                    /** @description Minutes without an answer */
                    downMinutes: number;
                    ratio: number;
                }[];
                /** @description Share of minutes in which the campus answered, over all days listed; rounded down */
                ratio: number | null;
                /** @description The first day of the figures; null before the first minute */
                since: string | null;
            };
        };
        StatusHistoryInput: {
            /** Format: date-time */
            at: string;
            backup: {
                /** @description At most one for each location; empty before the first backup */
                copies: {
                    /** @description When the newest good one was complete; null if none was */
                    at: string | null;
                    /** @description What the newest good one holds: everything, or what changed since an earlier one */
                    kind: ("full" | "differential" | "incremental") | null;
                    /**
                     * @description `here`: where the server is; `off_site`: elsewhere
                     * @enum {string}
                     */
                    location: "here" | "off_site";
                    /**
                     * @description `failed`: the last attempt failed; `overdue`: the last good one is more than 26 hours old
                     * @enum {string}
                     */
                    status: "ok" | "failed" | "overdue";
                }[];
                /** @description Whether files of members are in it; those in a bucket are not */
                includesUploads: boolean;
                /** @description Whether backups are made at all */
                isSetUp: boolean;
            };
            /** @description The last nightly restore of the backup; null if there was none */
            restoreDrill: {
                /** Format: date-time */
                at: string;
                /** @description backup: damaged or missing; recovery: the database did not start; counts: rows differ; start: the app did not answer; sign_in: nobody could sign in */
                failedStep: ("backup" | "recovery" | "counts" | "start" | "sign_in") | null;
                lastSuccessAt: string | null;
                /** @description How much of the newest data would have been lost, measured by the drill */
                rpoSeconds: number | null;
                /** @description How long it took until the restored copy answered, measured by the drill */
                rtoSeconds: number | null;
                /**
                 * @description `overdue`: the last one succeeded more than 36 hours ago
                 * @enum {string}
                 */
                status: "ok" | "failed" | "overdue";
            } | null;
            uptime: {
                /** @description At most 90 days in UTC, oldest first; today ends now */
                days: {
                    /** Format: date */
                    date: string;
                    /** @description Minutes without an answer */
                    downMinutes: number;
                    ratio: number;
                }[];
                /** @description Share of minutes in which the campus answered, over all days listed; rounded down */
                ratio: number | null;
                /** @description The first day of the figures; null before the first minute */
                since: string | null;
            };
        };
        StorageStatistics: {
            /** Format: date-time */
            at: string;
            /** @description Bytes of all stored files, before deduplication */
            logicalBytes: number;
            /** @description Number of stored objects */
            objects: number;
            /** @description Bytes of all stored objects: identical bytes count once */
            storedBytes: number;
        };
        StorageStatisticsInput: {
            /** Format: date-time */
            at: string;
            /** @description Bytes of all stored files, before deduplication */
            logicalBytes: number;
            /** @description Number of stored objects */
            objects: number;
            /** @description Bytes of all stored objects: identical bytes count once */
            storedBytes: number;
        };
        SuggestedHashtag: {
            /**
             * @description `trending` at the viewer’s university or on the whole campus; `common`: several members of the university used it lately; `starter`: from a short list in the viewer’s language
             * @enum {string}
             */
            source: "trending" | "common" | "starter";
            tag: string;
        };
        SuggestedHashtagInput: {
            /**
             * @description `trending` at the viewer’s university or on the whole campus; `common`: several members of the university used it lately; `starter`: from a short list in the viewer’s language
             * @enum {string}
             */
            source: "trending" | "common" | "starter";
            tag: string;
        };
        SuggestedMember: {
            avatarUrl: string | null;
            bio: string;
            displayName: string;
            /** Format: uuid */
            id: string;
            isPrivate: boolean;
            reason: components["schemas"]["Reason"];
            score: components["schemas"]["Score"];
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
            viewer: components["schemas"]["Relation"];
        };
        SuggestedMemberInput: {
            avatarUrl: string | null;
            bio: string;
            displayName: string;
            /** Format: uuid */
            id: string;
            isPrivate: boolean;
            reason: components["schemas"]["ReasonInput"];
            score: components["schemas"]["ScoreInput"];
            university: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            universityTr: string;
            username: string;
            viewer: components["schemas"]["RelationInput"];
        };
        Suggestions: {
            hashtags: components["schemas"]["FoundHashtag"][];
            users: components["schemas"]["ListedMember"][];
        };
        SuggestionsInput: {
            hashtags: components["schemas"]["FoundHashtagInput"][];
            users: components["schemas"]["ListedMemberInput"][];
        };
        SystemCharts: {
            charts: {
                lines: {
                    name: string;
                    /** @description One for each step; null where nothing was measured */
                    values: (number | null)[];
                }[];
                /** @enum {string} */
                name: "requests" | "responseTime" | "online" | "jobs" | "machine" | "disk";
                /** @enum {string} */
                unit: "perSecond" | "seconds" | "count" | "share" | "bytes";
            }[];
            /** @description Whether the server knows a metrics store (`METRICS_URL`) */
            isConfigured: boolean;
            /** @enum {string} */
            range: "hour" | "day" | "week";
            /** Format: date-time */
            startsAt: string;
            stepSeconds: number;
        };
        SystemChartsInput: {
            charts: {
                lines: {
                    name: string;
                    /** @description One for each step; null where nothing was measured */
                    values: (number | null)[];
                }[];
                /** @enum {string} */
                name: "requests" | "responseTime" | "online" | "jobs" | "machine" | "disk";
                /** @enum {string} */
                unit: "perSecond" | "seconds" | "count" | "share" | "bytes";
            }[];
            /** @description Whether the server knows a metrics store (`METRICS_URL`) */
            isConfigured: boolean;
            /** @enum {string} */
            range: "hour" | "day" | "week";
            /** Format: date-time */
            startsAt: string;
            stepSeconds: number;
        };
        Thread: {
            /** @description The ancestors of the post, the root first; at most the nearest 100 */
            ancestors: (components["schemas"]["Post"] | components["schemas"]["UnavailablePost"])[];
            post: components["schemas"]["Post"];
            replies: {
                /** @description Number of replies in `counts.replies` that the viewer may not see; null if the replies do not fit on this page */
                hidden: number | null;
                items: (components["schemas"]["Post"] | components["schemas"]["UnavailablePost"])[];
                nextCursor: string | null;
            };
        };
        ThreadInput: {
            /** @description The ancestors of the post, the root first; at most the nearest 100 */
            ancestors: (components["schemas"]["PostInput"] | components["schemas"]["UnavailablePostInput"])[];
            post: components["schemas"]["PostInput"];
            replies: {
                /** @description Number of replies in `counts.replies` that the viewer may not see; null if the replies do not fit on this page */
                hidden: number | null;
                items: (components["schemas"]["PostInput"] | components["schemas"]["UnavailablePostInput"])[];
                nextCursor: string | null;
            };
        };
        ThreadMute: {
            muted: boolean;
        };
        ThreadMuteInput: {
            muted: boolean;
        };
        Trending: {
            /** @description Null if nothing has been computed yet */
            computedAt: string | null;
            hashtags: components["schemas"]["TrendingHashtag"][];
            posts: components["schemas"]["RankedPost"][];
            /** @enum {string} */
            scope: "university" | "all";
        };
        TrendingHashtag: {
            /** @description People who first used it in each of the last 24 hours, oldest first */
            history: number[];
            /** @description Number of their authors */
            people: number;
            score: components["schemas"]["Score"];
            tag: string;
            /** @description Posts with this hashtag in the last 24 hours */
            uses: number;
        };
        TrendingHashtagInput: {
            /** @description People who first used it in each of the last 24 hours, oldest first */
            history: number[];
            /** @description Number of their authors */
            people: number;
            score: components["schemas"]["ScoreInput"];
            tag: string;
            /** @description Posts with this hashtag in the last 24 hours */
            uses: number;
        };
        TrendingInput: {
            /** @description Null if nothing has been computed yet */
            computedAt: string | null;
            hashtags: components["schemas"]["TrendingHashtagInput"][];
            posts: components["schemas"]["RankedPostInput"][];
            /** @enum {string} */
            scope: "university" | "all";
        };
        UnavailablePost: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            reason: "deleted" | "hidden";
            /** @constant */
            unavailable: true;
        };
        UnavailablePostInput: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            reason: "deleted" | "hidden";
            /** @constant */
            unavailable: true;
        };
        University: {
            country: string;
            domains: {
                domain: string;
                includeSubdomains: boolean;
                prefixes: string[];
            }[];
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            nameTr: string;
        };
        UniversityDetail: {
            country: string;
            /** @description Domains from the catalogue */
            domains: string[];
            /** Format: uuid */
            id: string;
            isOpen: boolean;
            /** @description Members with a confirmed address, including suspended ones */
            members: number;
            name: string;
            rules: components["schemas"]["UniversityRule"][];
        };
        UniversityDetailInput: {
            country: string;
            /** @description Domains from the catalogue */
            domains: string[];
            /** Format: uuid */
            id: string;
            isOpen: boolean;
            /** @description Members with a confirmed address, including suspended ones */
            members: number;
            name: string;
            rules: components["schemas"]["UniversityRuleInput"][];
        };
        UniversityInput: {
            country: string;
            domains: {
                domain: string;
                includeSubdomains: boolean;
                prefixes: string[];
            }[];
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The Turkish name of the university; its other name is that of the catalogue, mostly English */
            nameTr: string;
        };
        UniversityRule: {
            /** @enum {string} */
            affiliation: "student" | "staff" | "alumni";
            domain: string;
            /** Format: uuid */
            id: string;
            includeSubdomains: boolean;
            /**
             * @description Which spellings of an address in this domain are the same mailbox
             * @enum {string}
             */
            mailboxRule: "exact" | "plus" | "dots_plus";
            note: string;
            prefix: string;
        };
        UniversityRuleInput: {
            /** @enum {string} */
            affiliation: "student" | "staff" | "alumni";
            domain: string;
            /** Format: uuid */
            id: string;
            includeSubdomains: boolean;
            /**
             * @description Which spellings of an address in this domain are the same mailbox
             * @enum {string}
             */
            mailboxRule: "exact" | "plus" | "dots_plus";
            note: string;
            prefix: string;
        };
        UnreadMessages: {
            /** @description Conversations with unread messages, except muted ones; counted up to 100 */
            conversations: number;
            requests: number;
        };
        UnreadMessagesInput: {
            /** @description Conversations with unread messages, except muted ones; counted up to 100 */
            conversations: number;
            requests: number;
        };
        UnreadNotifications: {
            /** @description Unread notifications in the list; counted up to 100 */
            unread: number;
        };
        UnreadNotificationsInput: {
            /** @description Unread notifications in the list; counted up to 100 */
            unread: number;
        };
        User: {
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            email?: string;
            emailVerified: boolean;
            /** Format: uuid */
            id: string;
            roles: ("member" | "moderator" | "admin" | "owner")[];
            /** @enum {string} */
            status: "pending" | "active" | "suspended" | "deleted";
            username: string;
        };
        UserInput: {
            /** Format: date-time */
            createdAt: string;
            displayName: string;
            email?: string;
            emailVerified: boolean;
            /** Format: uuid */
            id: string;
            roles: ("member" | "moderator" | "admin" | "owner")[];
            /** @enum {string} */
            status: "pending" | "active" | "suspended" | "deleted";
            username: string;
        };
        Welcome: {
            /** @description Finished or skipped steps, in their order */
            passed: ("picture" | "study" | "interests" | "people" | "notifications")[];
            /** @description The other steps, in their order */
            remaining: ("picture" | "study" | "interests" | "people" | "notifications")[];
        };
        WelcomeInput: {
            /** @description Finished or skipped steps, in their order */
            passed: ("picture" | "study" | "interests" | "people" | "notifications")[];
            /** @description The other steps, in their order */
            remaining: ("picture" | "study" | "interests" | "people" | "notifications")[];
        };
        WritingPreferences: {
            /** @description Let the server fetch linked pages to attach previews to your posts */
            linkPreviews: boolean;
            /** @description Undo window in seconds: how long your posts are pending before they are published; 0 publishes at once. Replies are published after at most 5 s */
            undoSeconds: 0 | 5 | 10 | 30;
        };
        WritingPreferencesInput: {
            /** @description Let the server fetch linked pages to attach previews to your posts */
            linkPreviews: boolean;
            /** @description Undo window in seconds: how long your posts are pending before they are published; 0 publishes at once. Replies are published after at most 5 s */
            undoSeconds: 0 | 5 | 10 | 30;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
