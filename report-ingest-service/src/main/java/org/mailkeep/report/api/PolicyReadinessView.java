package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.readiness.Mechanism;
import org.mailkeep.report.domain.readiness.Readiness;
import org.mailkeep.report.domain.readiness.Readiness.Obstacle;

/** What stricter policies would have done to a domain's mail. */
@Schema(name = "PolicyReadiness")
record PolicyReadinessView(
        String domain,

        @Schema(description = "Days that are looked back on.")
        int days,

        @Schema(description = "MTA-STS in mode enforce (RFC 8461 §5).") @JsonProperty("mtaSts")
        One mtaSts,

        @Schema(description = "DANE (RFC 7672).") One dane) {

    @Schema(name = "MechanismReadiness")
    record One(
            @Schema(enumeration = {"ready", "not-yet", "no-data"})
            String verdict,

            @Schema(description = "Sessions that were held to it, or would have been.")
            long sessions,

            @Schema(description = "Those that would not have got through.")
            long wouldBlock,

            @Schema(description = "Those that got through only because the policy could not be had.")
            long unprotected,

            @Schema(description = "Days with reports since the last one with a blocked session.")
            int cleanDays,

            int cleanDaysNeeded,
            List<ObstacleView> obstacles,

            @Schema(description = "Those with the most blocked sessions first.")
            List<Sender> organizations) {

        static One of(Readiness readiness) {
            return new One(
                    readiness.verdict().word(),
                    readiness.sessions(),
                    readiness.blocked(),
                    readiness.unprotected(),
                    readiness.cleanDays(),
                    Readiness.CLEAN_DAYS_NEEDED,
                    readiness.obstacles().stream().map(ObstacleView::of).toList(),
                    readiness.senders().entrySet().stream()
                            .map(entry -> new Sender(
                                    entry.getKey(),
                                    entry.getValue().sessions(),
                                    entry.getValue().blocked()))
                            .toList());
        }
    }

    @Schema(name = "ReadinessSender")
    record Sender(String organization, long sessions, long wouldBlock) {}

    @Schema(name = "ReadinessObstacle")
    record ObstacleView(
            @Schema(enumeration = {"blocked", "too-few-clean-days", "nothing-reported"})
            String kind,

            String mxHost,
            String resultType,
            long sessions,
            List<String> organizations,
            @Schema(description = "A sentence.") String text) {

        static ObstacleView of(Obstacle obstacle) {
            return switch (obstacle) {
                case Obstacle.Blocked one ->
                    new ObstacleView(
                            "blocked",
                            one.mxHost(),
                            one.resultType(),
                            one.sessions(),
                            one.organizations().stream().sorted().toList(),
                            one.sessions() + " sessions would have been blocked, the last ones on " + one.lastDay());
                case Obstacle.TooFewCleanDays(int days, int needed) ->
                    plain(
                            "too-few-clean-days",
                            days + " days with reports passed without a blocked session; " + needed + " are asked for");
                case Obstacle.NothingReported() ->
                    plain(
                            "nothing-reported",
                            "no report tells of a session that was held to it: publish a policy in mode testing, or TLSA records");
            };
        }

        private static ObstacleView plain(String kind, String text) {
            return new ObstacleView(kind, "", "", 0, List.of(), text);
        }
    }

    static PolicyReadinessView of(DomainName domain, int days, Map<Mechanism, Readiness> each) {
        return new PolicyReadinessView(domain.value(), days, one(each, Mechanism.MTA_STS), one(each, Mechanism.DANE));
    }

    private static One one(Map<Mechanism, Readiness> each, Mechanism mechanism) {
        return One.of(Objects.requireNonNull(each.get(mechanism)));
    }
}
