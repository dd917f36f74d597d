/** Severities of the proxy's own log, most verbose first. */
export const SEVERITIES = ["trace", "debug", "info", "warn", "error"] as const;
/** One of those. */
export type Severity = (typeof SEVERITIES)[number];

/** One row of the table of log events; docs/reference/log.md is generated from it. */
export interface LogEventRow {
  /** Every line of the event has this severity. */
  readonly severity: Severity;
  /** For the operator at 3 a.m.: what happened and, where something is to be done, what. */
  readonly help: string;
}

/** Every line the proxy's own log can have. Counters and pages go by these names: one that is not here is a type error. */
export const LOG_EVENTS = {
  "access.untrusted_forwarded_user": {
    severity: "warn",
    help: "A request from the address `source` named its user in `header`, and `source` is not among `trustedProxies`. Is it your reverse proxy, add it, as narrowly as you can; is it not, somebody tried. Told once for each address, of at most twenty.",
  },
  "access.open_to_network": {
    severity: "warn",
    help: "The address `listen` is public and `access.mode` is none: whoever reaches it may use every upstream. Set `access`, or listen on 127.0.0.1.",
  },
  "access.weak_key": {
    severity: "warn",
    help: "The API key of the name `key` has fewer than 32 characters. Replace it with a longer random one.",
  },
  "access.credential_guessing": {
    severity: "warn",
    help: "More than `perMinute` wrong keys or tokens came from the address `source`; unknown ones from there are refused with 429 for a while (`expose.http.limits.wrongCredentials`).",
  },
  "audit.failed": {
    severity: "error",
    help: "The audit log cannot be written at `path` for the `cause`. Calls go on; lines are missing until it can be written again. Look at space and rights.",
  },
  "call.message_refused": {
    severity: "warn",
    help: "A client's message was refused before it became a call: its `method` is not one that a client may send in this era, or the file opens no upstream to it (`upstreams.<name>.methods`). Told for the first, the second, the fourth … of an endpoint; `times` counts them. Many from one `principal` can be an attempt to get past the rules.",
  },
  "auth.callback_port_in_use": {
    severity: "trace",
    help: "A port for the callback of a sign-in was taken; the next one is tried.",
  },
  "auth.disconnected": {
    severity: "info",
    help: "A principal's login to an upstream was removed; `revoked` says whether the issuer was told and agreed.",
  },
  "auth.issuer_changed": {
    severity: "warn",
    help: "The upstream trusts the issuer `to` now, no longer `from`: everybody signs in once more. If you did not expect it, ask who runs the upstream.",
  },
  "auth.login_defect": {
    severity: "error",
    help: "A sign-in failed for a reason that is the proxy's own. Please report `reason`.",
  },
  "auth.login_done": { severity: "info", help: "Somebody signed in to an upstream." },
  "auth.login_failed": {
    severity: "warn",
    help: "A sign-in to an upstream came back without a login; `reason` is what the issuer or the check of its answer said.",
  },
  "auth.login_started": { severity: "info", help: "Somebody was given a link to sign in to an upstream." },
  "auth.no_refresh_token": {
    severity: "warn",
    help: "The issuer gave no refresh token, so the person signs in again when the access token is over. Add `offline_access` to `auth.scopes`, or allow it at the issuer.",
  },
  "auth.persist_failed": {
    severity: "error",
    help: "A renewed login could not be written; it is used from memory and written as soon as that works. Do not stop the proxy before `auth.persist_recovered`; look at space and rights of the store.",
  },
  "auth.revocation_timeout": {
    severity: "warn",
    help: "What ended here, a login or a client registration, could not be ended at its issuer within two seconds: it stays good there until it expires or is removed by hand.",
  },
  "auth.revocation_failed": {
    severity: "warn",
    help: "The issuer could not be told that a login ended (RFC 7009): its tokens stay good there until they expire.",
  },
  "auth.persist_recovered": { severity: "info", help: "A login that could not be written before is written now." },
  "auth.renewal_failed": {
    severity: "warn",
    help: "An access token could not be renewed. With `kind` transient or rejected it is tried again; with invalid_grant the person signs in again; with invalid_client and refused the file or the registration is wrong.",
  },
  "auth.early_renewal_failed": {
    severity: "debug",
    help: "A renewal ahead of time did not work; the token is still good, and the next call tries again.",
  },
  "auth.step_up": {
    severity: "info",
    help: "An upstream asks for more `scopes` than the login has; the person is asked to sign in once more with them.",
  },
  "auth.cleanup_failed": {
    severity: "debug",
    help: "Sign-ins nobody finished could not be removed; tried again later.",
  },
  "catalogue.identity_unknown": {
    severity: "debug",
    help: "What an upstream says of itself could not be had, so it is not remembered for the next start.",
  },
  "catalogue.read_failed": {
    severity: "warn",
    help: "The remembered lists of an upstream could not be read; it is started to ask it instead.",
  },
  "catalogue.write_failed": {
    severity: "warn",
    help: "The lists of an upstream could not be remembered: a lazy one is started at the next start to be listed. Look at space and rights of the store.",
  },
  defect: {
    severity: "error",
    help: "A request failed for a reason that is the proxy's own; the client got INTERNAL. Please report the line.",
  },
  "filter.unmatched": {
    severity: "warn",
    help: "A rule of the file names something that its upstream does not list (any more), or that does not fit what it lists. Look at the rule.",
  },
  "watchdog.failed": {
    severity: "warn",
    help: "The process that ends upstreams when the proxy is killed does not run: after a kill -9 programs may stay. Restart the proxy when convenient.",
  },
  "lock.drift": {
    severity: "warn",
    help: "An item is not what was reviewed: `what` says how it differs, `onDrift` what is done. `mcp-proxy lock --check` shows the difference.",
  },
  "oauth.failed": {
    severity: "error",
    help: "A request to the proxy's own authorization server failed for a reason that is not the client's; `cause` has it.",
  },
  "oauth.claims_gone": {
    severity: "info",
    help: "The identity provider was asked again about a signed-in person and left out the `claims` it had given before. They no longer count. If rights are missing now, have the provider put these claims into the ID tokens of refreshes too.",
  },
  "oauth.identity_changed": {
    severity: "warn",
    help: "The identity provider was asked again about a signed-in person and answered about another one, or with another issuer or audience (`claim`). The sign-in is ended (OpenID Connect Core, section 12.2). Ask who runs the provider.",
  },
  "oauth.no_recheck": {
    severity: "warn",
    help: "The identity provider gave no refresh token, so it cannot be asked whether people are still allowed: their sign-ins last `access.maxLifetime`, whatever happens at the provider. Add `offline_access` to `access.scopes` (Google needs none), and allow refresh tokens for this client at the provider. Told once.",
  },
  "oauth.recheck_failed": {
    severity: "warn",
    help: "The identity provider was asked whether a signed-in person is still allowed and did not say yes. Where it refused (`invalid_grant`) the person is signed out; with anything else it is asked again later, and `access.maxLifetime` ends the sign-in if that goes on.",
  },
  "oauth.refresh_reused": {
    severity: "warn",
    help: "A client used a refresh token twice: one of the two is a thief or a bug. All tokens of that sign-in are revoked; the person signs in again.",
  },
  "oauth.request_refused": {
    severity: "info",
    help: "A client's request to the proxy's authorization server was refused; `cause` is the reason behind `error`. With `invalid_redirect_uri` a client cannot register: add what `cause` names to `access.redirectHosts` or `redirectSchemes` if you trust it.",
  },
  "oauth.sign_in_done": { severity: "info", help: "Somebody signed in to the proxy with a client." },
  "oauth.sign_in_failed": {
    severity: "info",
    help: "Somebody came back from the identity provider and is not signed in: `error` says why.",
  },
  "oauth.cleanup_failed": {
    severity: "warn",
    help: "Records of the authorization server that are over could not be removed; tried again later.",
  },
  "page.failed": { severity: "error", help: "The status page or its data failed. Please report `cause`." },
  "client.slow_reader_disconnected": {
    severity: "warn",
    help: "A client reads too slowly or not at all and is cut off, so that others who share its upstream are not held up. It may come back and gets what it missed, up to 1 MiB.",
  },
  "client.messages_lost": {
    severity: "warn",
    help: "A client that came back did not get so many `messages`: more was left than is kept. It is told that lists may have changed.",
  },
  "reload.done": {
    severity: "info",
    help: "The changed file is at work; so many upstreams were kept, and these were started and stopped.",
  },
  "reload.subscription_failed": {
    severity: "warn",
    help: "After a reload a client's stream could not be attached to the new views as it was. It goes on without resource updates or, where that fails too, ends, and the client opens it again.",
  },
  "reload.rejected": {
    severity: "error",
    help: "The changed file is not taken over, and the one before stays at work. `mcp-proxy validate` says where and why.",
  },
  "reload.restart_needed": {
    severity: "warn",
    help: "The changed file is at work except for these `keys`, which are read at start only. Restart when convenient.",
  },
  "reload.watch_failed": {
    severity: "warn",
    help: "The folder of the file cannot be watched; it is looked at from time to time instead. SIGHUP reloads at once (not on Windows).",
  },
  "session.wrong_owner": {
    severity: "warn",
    help: "A principal used a session id of somebody else or of another endpoint and got 404, as for an unknown one. Once is a mix-up of clients; often is an attack.",
  },
  "session.listen_failed": {
    severity: "warn",
    help: "A session's stream of notifications could not be attached to its upstreams: it may miss changes.",
  },
  stopping: { severity: "info", help: "A signal ends the proxy; calls under way are given time." },
  "store.cleanup_failed": {
    severity: "warn",
    help: "Files that interrupted writes left behind could not be removed. Harmless; look at the rights of the folder.",
  },
  "store.key_rotated": { severity: "info", help: "Every record is encrypted with the new key; the old one may go." },
  "store.tampered": {
    severity: "error",
    help: "A `record` was changed by something else than the proxy, or moved. It is not used and not overwritten. Find out who writes there.",
  },
  "store.unreadable": {
    severity: "warn",
    help: "A `record` cannot be opened, most often because the key is another one. It is kept aside; who it belonged to signs in again.",
  },
  "upstream.down": {
    severity: "warn",
    help: "An upstream could not be connected; `error` is a name of the table of errors. It is tried again with growing pauses, and by calls.",
  },
  "upstream.idle": {
    severity: "info",
    help: "An upstream nobody used for `idleStop` was stopped; the next call starts it.",
  },
  "upstream.item_name_long": {
    severity: "warn",
    help: "An upstream lists something whose name (or URI) is longer than 8 KiB, which nobody could call; it is left out.",
  },
  "upstream.item_unnamed": {
    severity: "warn",
    help: "An upstream lists something without a name (or URI), which nobody could call; it is left out.",
  },
  "upstream.list_truncated": {
    severity: "error",
    help: "A list is longer than `limits` of its upstream allow, or its pages go in circles: only `kept` items are shown.",
  },
  "upstream.message_refused": {
    severity: "debug",
    help: "An upstream sent a request or notification that clients do not get: its `method` is not one of an upstream's, or a vendor's that the file does not open (`upstreams.<name>.methods`).",
  },
  "upstream.connection_lost": {
    severity: "warn",
    help: "A connection to an upstream ended unasked, or it forgot its session. It is opened again when somebody needs it.",
  },
  "upstream.no_subscriptions": {
    severity: "debug",
    help: "An upstream of 2026-07-28 does not offer `subscriptions/listen`: its changes are seen when its lists are read again.",
  },
  "upstream.invalid_event": {
    severity: "warn",
    help: "An event of an upstream's stream is no message of MCP and is left out.",
  },
  "upstream.notification_failed": {
    severity: "debug",
    help: "A notification did not reach an upstream over HTTP; nobody waits for an answer.",
  },
  "upstream.own_request_failed": {
    severity: "debug",
    help: "A request the proxy makes on its own (a log level, a subscription) was not answered well.",
  },
  "upstream.process_error": { severity: "warn", help: "The system reports a failure of a program's process." },
  "upstream.question_ambiguous": {
    severity: "warn",
    help: "An upstream over stdio or HTTP+SSE asked something while several calls were under way, and it cannot be told whose question it is: it was refused. With `limits.concurrency: 1` there is one call at a time.",
  },
  "upstream.question_refused": {
    severity: "debug",
    help: "An upstream asked something outside any call, and there is nobody, or more than one, who could be asked.",
  },
  "upstream.reply_ignored": {
    severity: "debug",
    help: "An upstream over HTTP+SSE answered a POST with something in its body that is no message; answers belong on its stream.",
  },
  "upstream.session_not_deleted": {
    severity: "debug",
    help: "An upstream could not be told that its session is over; it ends there by itself.",
  },
  "upstream.signal_failed": { severity: "warn", help: "A program's process could not be signalled." },
  "upstream.skipped": {
    severity: "debug",
    help: "A method only upstreams know was put to each in turn, and one failed to answer.",
  },
  "upstream.spawn_failed": {
    severity: "warn",
    help: "The system refused to start a program: too many processes, no memory, or no program. The call's error says which command.",
  },
  "upstream.stderr": {
    severity: "info",
    help: "A program wrote this `line` to stderr; `suppressed` counts lines left out since the last one.",
  },
  "upstream.stderr_failed": { severity: "debug", help: "A program's stderr could not be read on." },
  "upstream.kill_failed": {
    severity: "warn",
    help: "A program did not end even by SIGKILL. The system has the reason.",
  },
  "upstream.stdout": {
    severity: "warn",
    help: "A program wrote a `line` to stdout that is no message. It is left out; programs should print to stderr.",
  },
  "upstream.stdout_still_open": {
    severity: "warn",
    help: "A program ended, but something it started still holds its stdout; the rest is ended with it.",
  },
  "upstream.stream_without_credential": {
    severity: "debug",
    help: "An upstream's stream could not be opened again because there is no login for it now; it is tried again.",
  },
  "upstream.subscription_lost": {
    severity: "warn",
    help: "What a client subscribed to could not be subscribed to again after a reconnect: it may miss updates.",
  },
  "upstream.taskkill_failed": {
    severity: "debug",
    help: "Windows could not end a program's processes; they may have ended already.",
  },
  "upstream.tool_dropped": {
    severity: "warn",
    help: "A tool is left out, as the specification demands, because its `x-mcp-header` annotations are invalid. Tell who wrote it.",
  },
  "upstream.identity_timeout": {
    severity: "debug",
    help: "An upstream was not up in time to describe itself; what it offers appears when it is.",
  },
  "upstream.up": { severity: "info", help: "An upstream answered its handshake, in this `era`." },
  "users.reload_rejected": {
    severity: "error",
    help: "The changed users file is not taken over; the users before stay. `reason` says where it is wrong.",
  },
  "users.unknown_upstream": {
    severity: "warn",
    help: "A pattern of the users file speaks of an upstream that is not in the file (or is disabled): it grants and denies nothing. Look for a typing mistake.",
  },
  "users.reloaded": { severity: "info", help: "The changed users file is at work." },
} as const satisfies Readonly<Record<string, LogEventRow>>;

/** The name of an event whose lines have the severity. */
export type LogEvent<S extends Severity = Severity> = {
  [Name in keyof typeof LOG_EVENTS]: (typeof LOG_EVENTS)[Name]["severity"] extends S ? Name : never;
}[keyof typeof LOG_EVENTS];
