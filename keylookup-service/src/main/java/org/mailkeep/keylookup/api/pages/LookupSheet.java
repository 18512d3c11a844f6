package org.mailkeep.keylookup.api.pages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.keylookup.app.KnownKey;
import org.mailkeep.keylookup.app.LookupAnswer;
import org.mailkeep.keylookup.app.PinView;
import org.mailkeep.keylookup.domain.KeyState;
import org.mailkeep.keylookup.domain.KeyStatus;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.keylookup.domain.TraceStep;
import org.mailkeep.ui.Branch;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;

/**
 * What is known of an address's key, as its page shows it.
 *
 * @param verdict in a word or two
 * @param sentence what that means
 */
record LookupSheet(
        String email,
        Mark mark,
        String verdict,
        String sentence,
        Optional<KeyBox> key,
        Optional<Contest> contest,
        List<String> history,
        List<Branch> trace,
        Instant lookedUpAt) {

    /** A key, with what it is good for. */
    record KeyBox(
            String fingerprint,
            Mark mark,
            String status,
            Optional<String> reason,
            Optional<Instant> expiresAt,
            String armored) {}

    /** Another key than the pinned one, which somebody has to decide on. */
    record Contest(
            String hex, String fingerprint, String source, Instant since, boolean announced, Optional<KeyBox> key) {}

    static LookupSheet of(LookupAnswer answer) {
        return new LookupSheet(
                answer.email().toString(),
                mark(answer),
                verdict(answer),
                sentence(answer),
                answer.key().map(LookupSheet::keyBox),
                answer.pin()
                        .flatMap(PinView::candidate)
                        .filter(candidate -> !candidate.rejected())
                        .map(LookupSheet::contest),
                answer.pin().map(PinView::history).orElse(List.of()).stream()
                        .map(LookupSheet::history)
                        .toList(),
                answer.trace().stream().map(LookupSheet::step).toList(),
                answer.lookedUpAt());
    }

    private static Mark mark(LookupAnswer answer) {
        return switch (answer.result()) {
            case FOUND ->
                contested(answer)
                        ? Mark.WARN
                        : answer.key().map(key -> mark(key.state().status())).orElse(Mark.WARN);
            case NOT_FOUND -> Mark.PLAIN;
            case TEMP_FAIL -> Mark.BAD;
        };
    }

    private static String verdict(LookupAnswer answer) {
        return switch (answer.result()) {
            case FOUND ->
                contested(answer)
                        ? "another key"
                        : answer.key().map(key -> key.state().status().word()).orElse("found");
            case NOT_FOUND -> "no key";
            case TEMP_FAIL -> "unknown for now";
        };
    }

    private static String sentence(LookupAnswer answer) {
        return switch (answer.result()) {
            case FOUND ->
                contested(answer)
                        ? "Another key is shown than the one that was pinned. Mail goes on being encrypted to the pinned one"
                                + " until somebody decides."
                        : "Found " + answer.source().map(LookupSheet::words).orElse("in what is stored here") + ".";
            case NOT_FOUND -> "Everybody who could know was asked, and nobody has a key for this address.";
            case TEMP_FAIL ->
                "It could not be found out"
                        + answer.why().map(why -> ": " + why).orElse("") + "."
                        + (answer.stale() ? " The key below is the pinned one of an earlier lookup." : "");
        };
    }

    private static boolean contested(LookupAnswer answer) {
        return answer.pin()
                .flatMap(PinView::candidate)
                .filter(candidate -> !candidate.rejected())
                .isPresent();
    }

    private static KeyBox keyBox(KnownKey known) {
        KeyState state = known.state();
        return new KeyBox(
                Shown.inGroups(known.certificate().fingerprint().hex()),
                mark(state.status()),
                state.status().word(),
                state.reason(),
                state.expiresAt(),
                known.certificate().toArmored());
    }

    private static Contest contest(PinView.Candidate candidate) {
        return new Contest(
                candidate.fingerprint().hex(),
                Shown.inGroups(candidate.fingerprint().hex()),
                words(candidate.source()),
                candidate.since(),
                candidate.announced(),
                candidate.key().map(LookupSheet::keyBox));
    }

    private static String history(PinEntry entry) {
        String what = switch (entry.what()) {
            case PINNED -> "pinned";
            case SEEN -> "seen beside the pinned one";
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
        };
        return Shown.utc(entry.at()) + ": " + Shown.inGroups(entry.fingerprint().hex()) + " " + what + ", "
                + words(entry.source()) + " (" + entry.actor() + ")";
    }

    private static Branch step(TraceStep step) {
        return Branch.leaf(
                switch (step.outcome()) {
                    case "found" -> Mark.GOOD;
                    case "refused", "failed" -> Mark.BAD;
                    default -> Mark.PLAIN;
                },
                step.source().word() + " " + step.peer(),
                step.outcome() + ": " + step.detail() + ", in " + step.took().toMillis() + " ms");
    }

    private static Mark mark(KeyStatus status) {
        return switch (status) {
            case VALID -> Mark.GOOD;
            case EXPIRED -> Mark.WARN;
            case REVOKED, UNUSABLE -> Mark.BAD;
        };
    }

    private static String words(Source source) {
        return switch (source) {
            case KEYDIR -> "in our own directory";
            case WKD_ADVANCED, WKD_DIRECT -> "in the directory of its domain (WKD)";
            case VKS -> "on a key server that verified the address (VKS)";
        };
    }
}
