package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.Incidents;
import org.mailkeep.report.app.ShowTotals;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.domain.readiness.Mechanism;
import org.mailkeep.report.domain.readiness.Readiness;
import org.mailkeep.report.domain.stale.PolicyShare;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.Shown;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** Whether a domain can go on to MTA-STS enforce and DANE, what would not have arrived, and who goes by an old policy. */
@Page
@Path("/readiness")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class ReadinessPage {

    private final Pages pages;
    private final Incidents incidents;
    private final ShowTotals totals;

    ReadinessPage(Pages pages, Incidents incidents, ShowTotals totals) {
        this.pages = pages;
        this.incidents = incidents;
        this.totals = totals;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance readiness(Frame frame, View view, Sheet sheet);

        static native TemplateInstance readinessChoice(Frame frame, View view, Choice choice);
    }

    /** The verdict about one mechanism. */
    record Part(String name, Cell verdict, String summary, Table obstacles, Table senders) {}

    /** What the page shows of a domain. */
    record Sheet(String domain, int days, List<Part> parts, Table policies, int policyDays) implements Pages.Content {

        @Override
        public List<Table> tables() {
            var all = new ArrayList<Table>();
            parts.forEach(part -> {
                all.add(part.obstacles());
                all.add(part.senders());
            });
            all.add(policies);
            return all;
        }
    }

    /** Domains to choose from. */
    record Choice(String typed, Table domains) implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(domains);
        }
    }

    private record Found(Map<Mechanism, Readiness> readiness, List<PolicyShare> policies) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Readiness", Tab.READINESS, brush);
        Optional<DomainName> domain = DomainName.parse(brush.other("domain").strip());
        return domain.map(name -> show(name, view, page)).orElseGet(() -> choose(view, page));
    }

    private Uni<Response> show(DomainName domain, View view, UriInfo page) {
        return incidents
                .readiness(domain)
                .chain(readiness -> incidents.policies(domain).map(policies -> both(readiness, policies)))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(view.brush(), domain, found),
                        (frame, sheet) -> Templates.readiness(frame, view, sheet)));
    }

    private Uni<Response> choose(View view, UriInfo page) {
        Brush brush = view.brush();
        return totals.domains(new ShowTotals.Wanted(brush.range(), true, "", 0, Paging.LINES))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> new Choice(brush.other("domain"), domains(brush, found)),
                        (frame, choice) -> Templates.readinessChoice(frame, view, choice)));
    }

    private static Answer<Found> both(Answer<Map<Mechanism, Readiness>> readiness, Answer<List<PolicyShare>> policies) {
        return readiness instanceof Answer.Found<Map<Mechanism, Readiness>>(Map<Mechanism, Readiness> each)
                        && policies instanceof Answer.Found<List<PolicyShare>>(List<PolicyShare> shares)
                ? new Answer.Found<>(new Found(each, shares))
                : new Answer.Unavailable<>();
    }

    private static Table domains(Brush brush, RibbonList found) {
        return Table.of(
                        "domains",
                        "Domains with reports of verified senders",
                        List.of(
                                Column.text("domain", "Domain"),
                                Column.number("failed", "Failed"),
                                Column.number("succeeded", "Succeeded")),
                        found.first().stream()
                                .map(one -> List.of(
                                        Cell.link(one.name(), brush.to("/readiness", "domain", one.name())),
                                        Cell.number(one.failed(), brush.to("/failures", "domain", one.name())),
                                        Cell.number(one.succeeded(), brush.to("/reports", "domain", one.name()))))
                                .toList())
                .orElse("No report of this time is here.");
    }

    private static Sheet sheet(Brush chosen, DomainName domain, Found found) {
        Brush brush = chosen.over(TimeRange.until(chosen.today(), Incidents.DAYS));
        return new Sheet(
                domain.value(),
                Incidents.DAYS,
                List.of(
                        part(brush, domain, "MTA-STS in mode enforce", "sts", one(found, Mechanism.MTA_STS)),
                        part(brush, domain, "DANE", "dane", one(found, Mechanism.DANE))),
                policies(brush, domain, found.policies()),
                Incidents.STALE_DAYS);
    }

    private static Readiness one(Found found, Mechanism mechanism) {
        return Objects.requireNonNull(found.readiness().get(mechanism));
    }

    private static Part part(Brush brush, DomainName domain, String name, String id, Readiness readiness) {
        String failures = brush.to("/failures", "domain", domain.value());
        Cell verdict = switch (readiness.verdict()) {
            case READY -> Cell.badge(Mark.GOOD, "ready");
            case NOT_YET -> Cell.badge(Mark.BAD, "not yet");
            case NO_DATA -> Cell.badge(Mark.PLAIN, "no data");
        };
        String summary = readiness.blocked() + " of " + readiness.sessions() + " sessions would not have got through; "
                + readiness.cleanDays() + " clean days, " + Readiness.CLEAN_DAYS_NEEDED + " are asked for; "
                + readiness.unprotected() + " got through only because the policy could not be had.";
        List<List<Cell>> obstacles = readiness.obstacles().stream()
                .flatMap(one -> one instanceof Readiness.Obstacle.Blocked blocked
                        ? Stream.of(row(brush, domain, blocked))
                        : Stream.empty())
                .toList();
        Table blocked = Table.of(
                        id + "-obstacles",
                        name + ": what would have been blocked",
                        List.of(
                                Column.text("resultType", "Result type"),
                                Column.text("mxHost", "MX host"),
                                Column.number("sessions", "Sessions"),
                                Column.number("organizations", "Reporters"),
                                Column.text("lastDay", "Last on")),
                        obstacles)
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.none(),
                        Cell.number(readiness.blocked(), failures),
                        Cell.none(),
                        Cell.none()))
                .orElse(
                        readiness.verdict() == Readiness.Verdict.NO_DATA
                                ? "No report tells of a session that was held to it: publish a policy in mode testing, or TLSA records."
                                : "Nothing.")
                .withExport(brush.here());
        Table senders = Table.of(
                        id + "-senders",
                        name + ": from whom",
                        List.of(
                                Column.text("organization", "Reporter"),
                                Column.number("sessions", "Sessions"),
                                Column.number("wouldBlock", "Would have been blocked"),
                                Column.picture("Share")),
                        readiness.senders().entrySet().stream()
                                .map(entry -> List.of(
                                        Cell.link(
                                                entry.getKey(), brush.to("/reporter", "organization", entry.getKey())),
                                        Cell.number(
                                                entry.getValue().sessions(),
                                                brush.to(
                                                        "/reports",
                                                        "domain",
                                                        domain.value(),
                                                        "organization",
                                                        entry.getKey())),
                                        Cell.number(
                                                entry.getValue().blocked(),
                                                brush.to(
                                                        "/failures",
                                                        "domain",
                                                        domain.value(),
                                                        "organization",
                                                        entry.getKey())),
                                        Cell.bar(
                                                entry.getValue().blocked(),
                                                entry.getValue().sessions())))
                                .toList())
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.number(readiness.sessions(), brush.to("/reports", "domain", domain.value())),
                        Cell.number(readiness.blocked(), failures),
                        Cell.none()))
                .orElse("Nobody reported.")
                .withExport(brush.here());
        return new Part(name, verdict, summary, blocked, senders);
    }

    private static List<Cell> row(Brush brush, DomainName domain, Readiness.Obstacle.Blocked blocked) {
        String mx = blocked.mxHost().isEmpty() ? Dimension.NONE : blocked.mxHost();
        String rows = brush.to("/failures", "domain", domain.value(), "mx", mx, "type", blocked.resultType());
        return List.of(
                Cell.text(blocked.resultType()),
                Cell.text(blocked.mxHost().isEmpty() ? "(none named)" : blocked.mxHost()),
                Cell.number(blocked.sessions(), rows),
                Cell.number(blocked.organizations().size(), rows),
                Cell.text(blocked.lastDay().toString()));
    }

    private static Table policies(Brush brush, DomainName domain, List<PolicyShare> shares) {
        return Table.of(
                        "policies",
                        "MTA-STS policies that senders go by, of the last " + Incidents.STALE_DAYS + " days",
                        List.of(
                                Column.text("state", "State"),
                                Column.text("id", "Id"),
                                Column.text("policy", "Policy"),
                                Column.number("organizations", "Senders"),
                                Column.text("share", "Share of senders"),
                                Column.number("sessions", "Sessions"),
                                Column.text("lastSeen", "Last said for")),
                        shares.stream()
                                .map(one -> List.of(
                                        state(one.state()),
                                        Cell.text(one.id().orElse("")),
                                        Cell.text(String.join("; ", one.policy().lines())),
                                        Cell.number(
                                                one.organizations().size(),
                                                brush.to("/domain", "domain", domain.value()) + "#reporters"),
                                        Cell.bar(
                                                one.organizations().size(),
                                                shares.stream()
                                                        .mapToLong(other -> other.organizations()
                                                                .size())
                                                        .sum()),
                                        Cell.number(one.sessions(), brush.to("/reports", "domain", domain.value())),
                                        Cell.text(Shown.utc(one.lastSeen()))))
                                .toList())
                .orElse("No report tells of an MTA-STS policy.")
                .withExport(brush.here());
    }

    private static Cell state(PolicyShare.State state) {
        return switch (state) {
            case CURRENT -> Cell.badge(Mark.GOOD, "served now");
            case OLD -> Cell.badge(Mark.WARN, "old");
            case UNKNOWN -> Cell.badge(Mark.PLAIN, "not known what is served");
        };
    }
}
