package org.mailkeep.testkit.calls;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tries every call of a running service: those that are open by protocol or design, which are named, and all others, which
 * nobody may make without a token or without the role. A new call that nobody thought of protecting breaks the rule.
 */
public final class CallRules {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_BYTES = 4096;
    private static final String UNAUTHENTICATED = "urn:mailkeep:problem:unauthenticated";
    private static final String FORBIDDEN = "urn:mailkeep:problem:forbidden";

    private final URI service;
    private final List<Call> open;
    private final List<Call> others;

    private record Answer(int status, String begin, HttpResponse<InputStream> response) {

        String header(String name) {
            return String.join(", ", response.headers().allValues(name));
        }
    }

    private CallRules(URI service, List<Call> open, List<Call> others) {
        this.service = service;
        this.open = open;
        this.others = others;
    }

    /**
     * The rules of a service.
     *
     * @param service where it runs
     * @param rootPackage of its resource classes
     * @param open the calls that everybody may make, as in {@code GET /v1/accounts/{id}}
     * @throws AssertionError when one of these is no call of the service
     */
    public static CallRules of(URI service, String rootPackage, Set<String> open) {
        var all = Call.of(rootPackage);
        var unknown = new HashSet<>(open);
        all.forEach(call -> unknown.remove(call.toString()));
        if (all.isEmpty() || !unknown.isEmpty()) {
            throw new AssertionError("no calls of the service: " + unknown + "; it has " + all);
        }
        return new CallRules(
                service,
                all.stream().filter(call -> open.contains(call.toString())).toList(),
                all.stream().filter(call -> !open.contains(call.toString())).toList());
    }

    /** Nobody is asked who they are for an open call, also not who shows a wrong token. */
    public void openCallsAskForNothing() {
        check(open, Optional.empty(), (_, answer) -> isServed(answer));
        check(open, Optional.of("wrong"), (_, answer) -> isServed(answer));
    }

    /** Every other call is refused, by a program with 401, by a browser with the way to sign in. */
    public void othersAreRefusedWithoutAToken() {
        for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of("5e".repeat(32)))) {
            check(others, token, (call, answer) -> {
                boolean challenged = answer.status() == 401
                        && answer.header("WWW-Authenticate").startsWith("Bearer")
                        && answer.begin().contains(UNAUTHENTICATED);
                boolean sentToSignIn = !call.isOfTheApi()
                        && (answer.status() == 302 || answer.status() == 303)
                        && !answer.header("Location").isEmpty();
                return challenged || sentToSignIn;
            });
        }
    }

    /** To be called while the service takes everybody for somebody who has only the roles of other services. */
    public void othersAreForbiddenWithoutTheRole() {
        check(others, Optional.empty(), (_, answer) -> answer.status() == 403
                && answer.begin().contains(FORBIDDEN));
    }

    /** Whatever comes of the call, it is not refused to who may make it, and breaks nothing. */
    public void othersAreServedWithTheToken(String token) {
        check(others, Optional.of(token), (_, answer) -> isServed(answer));
    }

    /** What browsers have to know, on every answer of every call and of these paths, good or bad. */
    public void everyAnswerIsSafeInABrowser(String token, String... paths) {
        var calls = new ArrayList<>(open);
        calls.addAll(others);
        for (String path : paths) {
            calls.add(new Call("GET", path, Optional.empty()));
        }
        for (Optional<String> shown : List.of(Optional.<String>empty(), Optional.of(token))) {
            check(calls, shown, (_, answer) -> answer.header("X-Content-Type-Options").equals("nosniff")
                    && answer.header("Content-Security-Policy").contains("default-src 'none'")
                    && answer.header("Content-Security-Policy").contains("frame-ancestors 'none'")
                    && !answer.header("Content-Security-Policy").contains("unsafe")
                    && !answer.header("Referrer-Policy").isEmpty());
        }
    }

    private static boolean isServed(Answer answer) {
        return answer.status() != 401
                && answer.status() != 500
                && !answer.begin().contains(FORBIDDEN)
                && !answer.header("Location").contains("/ui/sign-in");
    }

    private interface Expectation {
        boolean isMetBy(Call call, Answer answer);
    }

    /** All of them, so that one run names everything that is wrong. */
    private void check(List<Call> calls, Optional<String> token, Expectation expected) {
        var wrong = new ArrayList<String>();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            for (Call call : calls) {
                var answer = answer(client, call, token);
                if (!expected.isMetBy(call, answer)) {
                    wrong.add(call + " with " + (token.isPresent() ? "a" : "no") + " token: " + answer.status() + " "
                            + answer.response().headers().map() + " " + answer.begin());
                }
            }
            client.shutdownNow();
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }

    private Answer answer(HttpClient client, Call call, Optional<String> token) {
        var request = HttpRequest.newBuilder(service.resolve(call.path()))
                .timeout(PATIENCE)
                // A form of our own page; what comes from others' pages is refused for that alone.
                .header("Sec-Fetch-Site", "same-origin")
                .method(
                        call.method(),
                        call.mediaType().isPresent()
                                ? HttpRequest.BodyPublishers.ofString("{}")
                                : HttpRequest.BodyPublishers.noBody());
        call.mediaType().ifPresent(type -> request.header("Content-Type", type));
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            return new Answer(response.statusCode(), begin(response), response);
        } catch (IOException failed) {
            throw new AssertionError(call + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Refusals are short and whole; a stream of events has no end, and a long list may be cut off by an error. */
    private static String begin(HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            return response.statusCode() < 300 ? "" : new String(body.readNBytes(FIRST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException cutOff) {
            return "";
        }
    }
}
