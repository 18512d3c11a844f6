package org.mailkeep.policy.domain.posture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;

/** Collects what is to be said of one subject, and makes one result of it: the worst, with the mend of the worst. */
final class Notes {

    private final Check check;
    private final DomainName subject;
    private final List<Note> notes = new ArrayList<>();

    Notes(Check check, DomainName subject) {
        this.check = check;
        this.subject = subject;
    }

    private record Note(Grade grade, String evidence, String mend) {}

    Notes warn(String evidence, String mend) {
        notes.add(new Note(Grade.WARN, evidence, mend));
        return this;
    }

    Notes fail(String evidence, String mend) {
        notes.add(new Note(Grade.FAIL, evidence, mend));
        return this;
    }

    /** The result, which is a pass with this evidence where nothing was noted. */
    CheckResult orPass(String evidence) {
        return notes.stream()
                .max(Comparator.comparing(Note::grade))
                .map(worst -> new CheckResult(check, subject, worst.grade(), allEvidence(), worst.mend()))
                .orElseGet(() -> new CheckResult(check, subject, Grade.PASS, evidence, ""));
    }

    private String allEvidence() {
        return notes.stream().map(Note::evidence).distinct().collect(Collectors.joining(" "));
    }
}
