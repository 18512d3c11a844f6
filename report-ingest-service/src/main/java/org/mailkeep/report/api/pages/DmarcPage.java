package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.ShowDmarc;
import org.mailkeep.report.domain.dashboard.DmarcPicture;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.chart.Chart;
import org.mailkeep.ui.chart.Chart.Look;
import org.mailkeep.ui.chart.Chart.Series;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** Who sends in the name of our domains, and what became of it. */
@Page
@Path("/dmarc")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class DmarcPage {

    private final Pages pages;
    private final ShowDmarc dmarc;

    DmarcPage(Pages pages, ShowDmarc dmarc) {
        this.pages = pages;
        this.dmarc = dmarc;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance dmarc(Frame frame, View view, Sheet sheet);

        static native TemplateInstance dmarcSource(Frame frame, View view, SourceSheet sheet);
    }

    /**
     * What the page shows.
     *
     * @param rate messages that pass in percent
     * @param elsewhere messages that are left out by trust
     */
    record Sheet(boolean ofOne, Optional<String> rate, long messages, long elsewhere, Chart chart, List<Table> tables)
            implements Pages.Content {}

    /** What the page of one source shows. */
    record SourceSheet(String domain, String back, Table records) implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(records);
        }
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        Optional<String> domain = domain(brush);
        var view = new View(domain.map(name -> "DMARC of " + name).orElse("DMARC"), Tab.DMARC, brush);
        return dmarc.picture(domain, brush.range(), brush.verified())
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, domain, found),
                        (frame, sheet) -> Templates.dmarc(frame, view, sheet)));
    }

    @GET
    @Path("source")
    @Operation(hidden = true)
    public Uni<Response> source(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        String domain = domain(brush).orElseThrow(NotFoundException::new);
        String source = brush.other("source");
        if (source.isEmpty() || source.indexOf(0) >= 0) {
            throw new NotFoundException();
        }
        var view = new View(source + " in the name of " + domain, Tab.DMARC, brush);
        return dmarc.records(domain, source, brush.range(), brush.verified())
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> new SourceSheet(
                                domain, brush.to("/dmarc", "domain", domain), ReportSheet.records(brush.here(), found)),
                        (frame, sheet) -> Templates.dmarcSource(frame, view, sheet)));
    }

    private static Optional<String> domain(Brush brush) {
        return DomainName.parse(brush.other("domain").strip()).map(DomainName::value);
    }

    private static Sheet sheet(Brush brush, Optional<String> domain, DmarcPicture found) {
        long passed = found.days().stream().mapToLong(DmarcPicture.Day::passed).sum();
        long failed = found.days().stream().mapToLong(DmarcPicture.Day::failed).sum();
        Table fates = fates(brush, domain, found);
        return new Sheet(
                domain.isPresent(),
                rate(passed, failed),
                passed + failed,
                found.elsewhere(),
                chart(brush, found),
                domain.map(name -> List.of(sources(brush, name, found), fates))
                        .orElseGet(() -> List.of(domains(brush, found), fates)));
    }

    private static Chart chart(Brush brush, DmarcPicture found) {
        Map<LocalDate, DmarcPicture.Day> byDay =
                found.days().stream().collect(Collectors.toMap(DmarcPicture.Day::day, Function.identity()));
        var passed = new ArrayList<@Nullable Long>();
        var failed = new ArrayList<@Nullable Long>();
        for (LocalDate day : brush.range().days()) {
            DmarcPicture.Day one = byDay.get(day);
            passed.add(one == null ? null : one.passed());
            failed.add(one == null ? null : one.failed());
        }
        return new Chart(
                "messages",
                "Messages by day",
                brush.range().days(),
                List.of(new Series("pass", Look.GOOD, passed), new Series("do not pass", Look.BAD, failed)),
                List.of());
    }

    private static Table fates(Brush brush, Optional<String> domain, DmarcPicture found) {
        String reports = reports(brush, domain);
        long all = found.dispositions().stream()
                .mapToLong(one -> one.passed() + one.failed())
                .sum();
        return Table.of(
                        "dispositions",
                        "What became of the messages",
                        List.of(
                                Column.text("disposition", "Disposition"),
                                Column.number("passed", "Pass"),
                                Column.number("failed", "Do not pass"),
                                Column.picture("Share")),
                        found.dispositions().stream()
                                .map(one -> List.of(
                                        Cell.text(one.word()),
                                        Cell.number(one.passed(), reports),
                                        Cell.number(one.failed(), reports),
                                        Cell.bar(one.passed() + one.failed(), all)))
                                .toList())
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.sum(found.dispositions(), DmarcPicture.Disposition::passed, reports),
                        Cell.sum(found.dispositions(), DmarcPicture.Disposition::failed, reports),
                        Cell.none()))
                .withExport(brush.here());
    }

    private static Table domains(Brush brush, DmarcPicture found) {
        String reports = reports(brush, Optional.empty());
        return Table.of(
                        "domains",
                        "Domains, the worst first",
                        List.of(
                                Column.text("domain", "Domain"),
                                Column.number("failed", "Do not pass"),
                                Column.number("passed", "Pass"),
                                Column.text("rate", "Rate"),
                                Column.text("reports", "Reports")),
                        found.domains().stream()
                                .map(one -> List.of(
                                        Cell.link(one.name(), brush.to("/dmarc", "domain", one.name())),
                                        Cell.number(one.failed(), brush.to("/dmarc", "domain", one.name())),
                                        Cell.number(one.passed(), brush.to("/dmarc", "domain", one.name())),
                                        Cell.text(
                                                rate(one.passed(), one.failed()).orElse("")),
                                        Cell.link(
                                                "reports",
                                                brush.to("/reports", "domain", one.name(), "kind", "dmarc"))))
                                .toList())
                .withSums(List.of(
                        Cell.text("These " + found.domains().size()),
                        Cell.sum(found.domains(), DmarcPicture.Domain::failed, reports),
                        Cell.sum(found.domains(), DmarcPicture.Domain::passed, reports),
                        Cell.none(),
                        Cell.none()))
                .orElse("No DMARC report of this time is here.")
                .withExport(brush.here());
    }

    private static Table sources(Brush brush, String domain, DmarcPicture found) {
        String reports = reports(brush, Optional.of(domain));
        return Table.of(
                        "sources",
                        "Sources, the worst first",
                        List.of(
                                Column.text("source", "Source"),
                                Column.number("failed", "Do not pass"),
                                Column.number("passed", "Pass"),
                                Column.number("dkim", "DKIM aligned"),
                                Column.number("spf", "SPF aligned"),
                                Column.number("quarantined", "Quarantined"),
                                Column.number("rejected", "Rejected"),
                                Column.number("organizations", "Organisations")),
                        found.sources().stream()
                                .map(one -> source(brush, domain, one))
                                .toList())
                .withSums(List.of(
                        Cell.text("These " + found.sources().size()),
                        Cell.sum(found.sources(), DmarcPicture.Source::failed, reports),
                        Cell.sum(found.sources(), DmarcPicture.Source::passed, reports),
                        Cell.sum(found.sources(), DmarcPicture.Source::dkim, reports),
                        Cell.sum(found.sources(), DmarcPicture.Source::spf, reports),
                        Cell.sum(found.sources(), DmarcPicture.Source::quarantined, reports),
                        Cell.sum(found.sources(), DmarcPicture.Source::rejected, reports),
                        Cell.none()))
                .orElse("No DMARC report of this time is here.")
                .withExport(brush.here());
    }

    private static List<Cell> source(Brush brush, String domain, DmarcPicture.Source one) {
        String address = brush.to("/dmarc/source", "domain", domain, "source", one.address());
        return List.of(
                Cell.link(one.address(), address),
                Cell.number(one.failed(), address),
                Cell.number(one.passed(), address),
                Cell.number(one.dkim(), address),
                Cell.number(one.spf(), address),
                Cell.number(one.quarantined(), address),
                Cell.number(one.rejected(), address),
                Cell.number(one.organizations(), address));
    }

    private static String reports(Brush brush, Optional<String> domain) {
        return domain.map(name -> brush.to("/reports", "domain", name, "kind", "dmarc"))
                .orElseGet(() -> brush.to("/reports", "kind", "dmarc"));
    }

    /** Empty where there is no message. */
    private static Optional<String> rate(long passed, long failed) {
        double all = (double) passed + failed;
        return all == 0 ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "%.1f %%", 100 * passed / all));
    }
}
