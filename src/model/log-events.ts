/** Severities of the proxy's own log, most verbose first. */
export const SEVERITIES = ["trace", "debug", "info", "warn", "error"] as const;
/** One of those. */
export type Severity = (typeof SEVERITIES)[number];

/** One row of the table of log events; docs/reference/log.md is generated from it. */
export interface LogEventRow {
  /** Every line of the event has this severity. */
  readonly severity: Severity;
  /** For the operator at 3 a.m.: the event and, if needed, the remedy. */
  readonly help: string;
}

/** Every event of the proxy's own log. Counters and pages use these names, so an unknown name is a type error. */
export const LOG_EVENTS = {
  "access.untrusted_forwarded_user": {
    severity: "warn",
    help: "A request from `source` set the user in `header`, but `source` is not in `trustedProxies`. If that is your reverse proxy, add it (as narrow a range as possible); if not, someone attempted to spoof the header. Logged once per address, for at most twenty addresses.",
  },
  "access.open_to_network": {
    severity: "warn",
    help: "The address `listen` is public and `access.mode` is none, so anyone who can reach it can use every upstream. Set `access`, or listen on 127.0.0.1.",
  },
  "access.weak_key": {
    severity: "warn",
    help: "The API key `key` has fewer than 32 characters. Replace it with a longer random one.",
  },
  "access.credential_guessing": {
    severity: "warn",
    help: "More than `perMinute` wrong keys or tokens came from `source`. For a while, unknown credentials from that address get 429 (`expose.http.limits.wrongCredentials`).",
  },
  "audit.failed": {
    severity: "error",
    help: "The proxy cannot write the audit log at `path`; `cause` has the reason. Calls continue, but lines are missing until writes work again. Check disk space and permissions.",
  },
  "call.message_refused": {
    severity: "warn",
    help: "The proxy refused a client's message before it became a call. A client may not send the `method` in this era, or no upstream in the file allows it (`upstreams.<name>.methods`). The first, second, fourth, eighth … refusal of an endpoint is logged; `times` counts them. Many from one `principal` can be an attempt to bypass the rules.",
  },
  "auth.callback_port_in_use": {
    severity: "trace",
    help: "A port for the callback of a sign-in is in use; the proxy tries the next one.",
  },
  "auth.disconnected": {
    severity: "info",
    help: "A principal's login to an upstream was removed. `revoked` tells whether the issuer revoked it.",
  },
  "auth.issuer_changed": {
    severity: "warn",
    help: "The upstream now trusts the issuer `to` instead of `from`, so every user must sign in again. If you did not expect this, ask the operator of the upstream.",
  },
  "auth.login_defect": {
    severity: "error",
    help: "A sign-in failed because of a defect in the proxy. Please report `reason`.",
  },
  "auth.login_done": { severity: "info", help: "A user signed in to an upstream." },
  "auth.login_failed": {
    severity: "warn",
    help: "A sign-in to an upstream failed. `reason` comes from the issuer or from the check of its answer.",
  },
  "auth.login_started": { severity: "info", help: "A user received a link to sign in to an upstream." },
  "auth.no_refresh_token": {
    severity: "warn",
    help: "The issuer gave no refresh token, so the user must sign in again when the access token expires. Add `offline_access` to `auth.scopes`, or allow it at the issuer.",
  },
  "auth.persist_failed": {
    severity: "error",
    help: "The proxy cannot save a renewed login. It uses the copy in memory and retries. Check disk space and permissions of the store, and do not stop the proxy before `auth.persist_recovered`.",
  },
  "auth.revocation_timeout": {
    severity: "warn",
    help: "The issuer did not confirm within two seconds that a login or client registration ended. It stays valid there until it expires or you remove it.",
  },
  "auth.revocation_failed": {
    severity: "warn",
    help: "The revocation of a login at the issuer failed (RFC 7009). Its tokens stay valid there until they expire.",
  },
  "auth.persist_recovered": { severity: "info", help: "A login that could not be saved before is saved now." },
  "auth.renewal_failed": {
    severity: "warn",
    help: "The renewal of an access token failed. With `kind` transient or rejected, the proxy retries. With invalid_grant, the user must sign in again. With invalid_client or refused, correct the file or the registration.",
  },
  "auth.early_renewal_failed": {
    severity: "debug",
    help: "An early renewal failed. The token is still valid, and the next call retries.",
  },
  "auth.step_up": {
    severity: "info",
    help: "An upstream requires more `scopes` than the login has, so the user must sign in again with them.",
  },
  "auth.cleanup_failed": {
    severity: "debug",
    help: "The removal of unfinished sign-ins failed; the proxy retries later.",
  },
  "catalogue.identity_unknown": {
    severity: "debug",
    help: "The description of an upstream is not available, so it is not saved for the next start.",
  },
  "catalogue.read_failed": {
    severity: "warn",
    help: "The proxy cannot read the saved lists of an upstream, so it starts the upstream to list its items.",
  },
  "catalogue.write_failed": {
    severity: "warn",
    help: "The proxy cannot save the lists of an upstream, so a lazy upstream runs at the next start to list its items. Check disk space and permissions of the store.",
  },
  defect: {
    severity: "error",
    help: "A request failed because of a defect in the proxy; the client got INTERNAL. Please report this line.",
  },
  "filter.unmatched": {
    severity: "warn",
    help: "A rule of the file refers to an item that its upstream does not list (any more), or does not fit it. Check the rule.",
  },
  "watchdog.failed": {
    severity: "warn",
    help: "The watchdog process is not running, so programs may stay behind if the proxy is killed. Restart the proxy when convenient.",
  },
  "lock.drift": {
    severity: "warn",
    help: "An item differs from the reviewed one: `what` is the difference, `onDrift` the reaction. `mcp-proxy lock --check` shows the details.",
  },
  "oauth.failed": {
    severity: "error",
    help: "A request to the proxy's authorization server failed through no fault of the client; `cause` has the reason.",
  },
  "oauth.claims_gone": {
    severity: "info",
    help: "At a recheck, the identity provider's answer lacked `claims` that it had before, so they no longer count. If users lose access, configure the provider to include these claims in the ID tokens of refreshes.",
  },
  "oauth.identity_changed": {
    severity: "warn",
    help: "At a recheck, the identity provider's answer had another subject, issuer or audience (`claim`). The sign-in has ended (OpenID Connect Core, section 12.2). Ask the operator of the provider.",
  },
  "oauth.no_recheck": {
    severity: "warn",
    help: "The identity provider gave no refresh token, so the proxy cannot recheck users. Their sign-ins last `access.maxLifetime`, even if the provider blocks them. Add `offline_access` to `access.scopes` (not for Google), and allow refresh tokens for this client at the provider. Logged once.",
  },
  "oauth.recheck_failed": {
    severity: "warn",
    help: "A recheck of a user at the identity provider failed. With `invalid_grant`, the user is signed out. With any other error, the proxy retries later, and `access.maxLifetime` ends the sign-in at the latest.",
  },
  "oauth.refresh_reused": {
    severity: "warn",
    help: "A client used a refresh token twice: the token was stolen or the client is faulty. All tokens of that sign-in are revoked, and the user must sign in again.",
  },
  "oauth.request_refused": {
    severity: "info",
    help: "The proxy's authorization server refused a client's request; `cause` is the reason behind `error`. With `invalid_redirect_uri`, a client cannot register. If you trust the client, add the host or scheme in `cause` to `access.redirectHosts` or `redirectSchemes`.",
  },
  "oauth.sign_in_done": { severity: "info", help: "A user signed in to the proxy with a client." },
  "oauth.sign_in_failed": {
    severity: "info",
    help: "A user came back from the identity provider without a sign-in; `error` has the reason.",
  },
  "oauth.cleanup_failed": {
    severity: "warn",
    help: "The removal of expired records of the authorization server failed; the proxy retries later.",
  },
  "page.failed": { severity: "error", help: "The status page or its data failed. Please report `cause`." },
  "client.slow_reader_disconnected": {
    severity: "warn",
    help: "The proxy disconnected a client that reads too slowly, so that it does not delay other clients of the same upstream. The client may reconnect and gets up to 1 MiB of missed messages.",
  },
  "client.messages_lost": {
    severity: "warn",
    help: "A client reconnected after the journal had dropped this number of `messages`. The proxy tells it that lists may have changed.",
  },
  "reload.done": {
    severity: "info",
    help: "The changed file is in effect. The line has the number of kept upstreams, and the started and stopped ones.",
  },
  "reload.subscription_failed": {
    severity: "warn",
    help: "After a reload, the proxy cannot attach a client's stream to the new views. The stream continues without resource updates, or ends so that the client opens it again.",
  },
  "reload.rejected": {
    severity: "error",
    help: "The changed file is invalid, and the previous configuration stays in effect. `mcp-proxy validate` shows where and why.",
  },
  "reload.restart_needed": {
    severity: "warn",
    help: "The changed file is in effect, except for these `keys`, which are read only at start. Restart when convenient.",
  },
  "reload.watch_failed": {
    severity: "warn",
    help: "The proxy cannot watch the folder of the file, so it polls the file instead. SIGHUP reloads at once (not on Windows).",
  },
  "session.wrong_owner": {
    severity: "warn",
    help: "A principal used a session id of another caller or endpoint and got 404, as for an unknown one. A single case is a mix-up of clients; many are an attack.",
  },
  "session.listen_failed": {
    severity: "warn",
    help: "The proxy cannot attach a session's stream of notifications to its upstreams, so the session may miss changes.",
  },
  stopping: { severity: "info", help: "A signal ends the proxy; calls in flight get time to finish." },
  "store.cleanup_failed": {
    severity: "warn",
    help: "The removal of files from interrupted writes failed. This is harmless; check the permissions of the folder.",
  },
  "store.key_rotated": {
    severity: "info",
    help: "Every record is encrypted with the new key; you can remove the old one.",
  },
  "store.tampered": {
    severity: "error",
    help: "Another program changed or moved a `record`. The proxy neither uses nor overwrites it. Find out which program writes to the store.",
  },
  "store.unreadable": {
    severity: "warn",
    help: "The proxy cannot decrypt a `record`, usually because the key changed. The record is set aside, and its user must sign in again.",
  },
  "upstream.down": {
    severity: "warn",
    help: "The proxy cannot connect to an upstream; `error` is a name in the table of errors. The proxy retries with growing pauses, and at each call.",
  },
  "upstream.idle": {
    severity: "info",
    help: "The proxy stopped an upstream that was unused for `idleStop`; the next call starts it.",
  },
  "upstream.identity_malformed": {
    severity: "warn",
    help: "The upstream's description of itself has parts (`members`) of another shape than the protocol demands. The proxy repaired what has one meaning and left out the rest, because clients would refuse to connect. Logged once until it changes; report it to the upstream's author.",
  },
  "upstream.item_malformed": {
    severity: "warn",
    help: "The proxy left out an item whose `members` have another shape than the protocol demands, because official clients would reject the whole list, with the items of every upstream. Logged once until the item changes, and for at most twenty items of a page (`more` counts the rest); report it to the upstream's author.",
  },
  "upstream.item_repaired": {
    severity: "warn",
    help: "The proxy shows an item whose `members` have another shape than the protocol demands: it repaired those with one meaning (null is absent, an empty list is an empty object) and left out the others. Logged once until the item changes, and for at most twenty items of a page (`more` counts the rest); report it to the upstream's author.",
  },
  "upstream.item_name_long": {
    severity: "warn",
    help: "The proxy left out an item whose name or URI is longer than 8 KiB, because clients cannot call it.",
  },
  "upstream.item_unnamed": {
    severity: "warn",
    help: "The proxy left out an item without a name or URI, because clients cannot call it.",
  },
  "upstream.list_truncated": {
    severity: "error",
    help: "A list is longer than the `limits` of its upstream allow, or its pages form a loop. Clients see only `kept` items.",
  },
  "upstream.message_refused": {
    severity: "debug",
    help: "The proxy dropped a request or notification of an upstream. Its `method` is not one that upstreams send, or a vendor method that the file does not allow (`upstreams.<name>.methods`).",
  },
  "upstream.connection_lost": {
    severity: "warn",
    help: "A connection to an upstream ended unexpectedly, or the upstream forgot its session. The proxy reconnects at the next call.",
  },
  "upstream.no_subscriptions": {
    severity: "debug",
    help: "An upstream of 2026-07-28 does not offer `subscriptions/listen`, so the proxy notices changes only when it reads the lists again.",
  },
  "upstream.invalid_event": {
    severity: "warn",
    help: "The proxy dropped an event of an upstream's stream that is not an MCP message.",
  },
  "upstream.notification_failed": {
    severity: "debug",
    help: "A notification did not reach an upstream over HTTP. Notifications have no answer, so no call fails.",
  },
  "upstream.own_request_failed": {
    severity: "debug",
    help: "A request of the proxy itself (a log level, a subscription) failed at the upstream.",
  },
  "upstream.process_error": { severity: "warn", help: "The operating system reports an error of a program's process." },
  "upstream.question_ambiguous": {
    severity: "warn",
    help: "The proxy refused a question of an upstream over stdio or HTTP+SSE, because several calls were in flight and it cannot tell to which one the question belongs. `limits.concurrency: 1` allows one call at a time.",
  },
  "upstream.question_refused": {
    severity: "debug",
    help: "The proxy refused a question outside any call, because no client or more than one client could answer it.",
  },
  "upstream.reply_ignored": {
    severity: "debug",
    help: "The proxy ignored the body of a reply to a POST (HTTP+SSE), because it is not a message. Answers belong on the stream.",
  },
  "upstream.session_not_deleted": {
    severity: "debug",
    help: "The proxy could not delete its session at an upstream; the session expires there.",
  },
  "upstream.signal_failed": { severity: "warn", help: "The proxy could not send a signal to a program's process." },
  "upstream.skipped": {
    severity: "debug",
    help: "The proxy asked each upstream in turn for a method, and one failed to answer.",
  },
  "upstream.spawn_failed": {
    severity: "warn",
    help: "The operating system refused to start a program: too many processes, no memory, or no such program. The error of the call names the command.",
  },
  "upstream.stderr": {
    severity: "info",
    help: "A program wrote this `line` to stderr. `suppressed` is the number of lines left out since the last one.",
  },
  "upstream.stderr_failed": { severity: "debug", help: "The proxy can no longer read a program's stderr." },
  "upstream.kill_failed": {
    severity: "warn",
    help: "A program did not end even after SIGKILL. Check the process on the machine.",
  },
  "upstream.stdout": {
    severity: "warn",
    help: "The proxy dropped a `line` that a program wrote to stdout, because it is not a message. Programs should print to stderr.",
  },
  "upstream.stdout_still_open": {
    severity: "warn",
    help: "A program ended, but a process that it started still holds its stdout. The proxy ends that process too.",
  },
  "upstream.stream_without_credential": {
    severity: "debug",
    help: "The proxy cannot reopen an upstream's stream, because no login for it exists now; it retries.",
  },
  "upstream.subscription_lost": {
    severity: "warn",
    help: "After a reconnect, the proxy could not renew a client's subscription, so the client may miss updates.",
  },
  "upstream.taskkill_failed": {
    severity: "debug",
    help: "Windows could not end a program's processes; they may have ended before.",
  },
  "upstream.tool_dropped": {
    severity: "warn",
    help: "The proxy left out a tool with invalid `x-mcp-header` annotations, as the specification requires. Report it to the author of the upstream.",
  },
  "upstream.identity_timeout": {
    severity: "debug",
    help: "An upstream did not start in time to describe itself; its items appear as soon as it is up.",
  },
  "upstream.up": { severity: "info", help: "An upstream answered the handshake, in this `era`." },
  "users.reload_rejected": {
    severity: "error",
    help: "The changed users file is invalid, and the previous users stay in effect. `reason` shows the place.",
  },
  "users.unknown_upstream": {
    severity: "warn",
    help: "A pattern in the users file refers to an unknown or disabled upstream, so it grants and denies nothing. Check the spelling.",
  },
  "users.reloaded": { severity: "info", help: "The changed users file is in effect." },
} as const satisfies Readonly<Record<string, LogEventRow>>;

/** The name of an event whose lines have the severity. */
export type LogEvent<S extends Severity = Severity> = {
  [Name in keyof typeof LOG_EVENTS]: (typeof LOG_EVENTS)[Name]["severity"] extends S ? Name : never;
}[keyof typeof LOG_EVENTS];
