package org.mailkeep.report.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.found.Outcome;

/** What a sender is told. */
@Schema(name = "Receipt", description = "What became of what was sent.", requiredProperties = "outcome")
record IntakeView(
        @Schema(
                description = "stored: new, and counted. seen: it was here before. conflict: another report has its id."
                        + " quarantined: it could not be read, and is kept. spooled: kept, and processed later.",
                enumeration = {"stored", "seen", "conflict", "quarantined", "spooled"})
        String outcome) {

    static final IntakeView SPOOLED = new IntakeView("spooled");

    /** Of several reports, the one that most is to be done about. */
    static IntakeView of(List<Outcome> outcomes) {
        return new IntakeView(outcomes.stream()
                .map(IntakeView::word)
                .min((one, other) -> Integer.compare(ORDER.indexOf(one), ORDER.indexOf(other)))
                .orElse(SPOOLED.outcome()));
    }

    private static final List<String> ORDER = List.of("quarantined", "stored", "conflict", "seen");

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Kept _ -> "stored";
            case Outcome.Seen _ -> "seen";
            case Outcome.Conflict _ -> "conflict";
            case Outcome.Quarantined _ -> "quarantined";
        };
    }

    /** RFC 8460 §5.4 wants any success; these say which. */
    int status() {
        return switch (outcome) {
            case "stored" -> 201;
            case "seen", "conflict" -> 200;
            default -> 202;
        };
    }
}
