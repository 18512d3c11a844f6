package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.report.app.Answer;
import org.mailkeep.report.app.Quarantine;
import org.mailkeep.report.app.ShowIntake;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.dashboard.IntakePicture;
import org.mailkeep.report.domain.found.Outcome;
import org.mailkeep.report.domain.stored.Arrived;
import org.mailkeep.report.domain.stored.Arrived.Fate;
import org.mailkeep.report.domain.stored.QuarantineEntry;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** What came in by which way, what waits, and what could not be read. */
@Page
@Path("/intake")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.REPORTS_READ)
class IntakePage {

    /** Of what is in quarantine, on a page. */
    private static final int LINES = 50;

    private final Pages pages;
    private final ShowIntake intake;
    private final Quarantine quarantine;

    IntakePage(Pages pages, ShowIntake intake, Quarantine quarantine) {
        this.pages = pages;
        this.intake = intake;
        this.quarantine = quarantine;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance intake(Frame frame, View view, Sheet sheet);
    }

    /** What became of another attempt, in a sentence. */
    record Told(Mark mark, String sentence) {}

    /** What the page shows. */
    record Sheet(
            IntakePicture picture,
            Table slots,
            List<QuarantineEntry> entries,
            Optional<String> next,
            Optional<Told> told)
            implements Pages.Content {

        @Override
        public List<Table> tables() {
            return List.of(slots);
        }
    }

    private record Found(IntakePicture picture, org.mailkeep.report.domain.stored.Page<QuarantineEntry> entries) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> show(@Context UriInfo page) {
        Brush brush = pages.brush(page);
        var view = new View("Intake", Tab.INTAKE, brush);
        return Uni.combine()
                .all()
                .unis(intake.picture(brush.range()), quarantine.list(brush.position("after"), LINES))
                .with((picture, entries) -> Answer.both(picture, entries, Found::new))
                .chain(answer -> pages.show(
                        view,
                        page,
                        answer,
                        found -> sheet(brush, found),
                        (frame, sheet) -> Templates.intake(frame, view, sheet)));
    }

    @GET
    @Path("quarantine/{id}/text")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public Uni<Response> text(@RestPath UUID id) {
        return quarantine.text(id).map(Pages::text);
    }

    @GET
    @Path("quarantine/{id}/original")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(hidden = true)
    public Uni<Response> original(@RestPath UUID id) {
        return quarantine.original(id).map(answer -> Pages.octets(id, answer, body -> body));
    }

    @POST
    @Path("reparse")
    @Operation(hidden = true)
    public Uni<Response> reparse(@RestForm @DefaultValue("") String id) {
        UUID entry;
        try {
            entry = UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw new NotFoundException();
        }
        return quarantine
                .reparse(entry)
                .map(answer -> Response.seeOther(URI.create("/intake?told=" + word(answer)))
                        .build());
    }

    private static String word(Answer<List<Outcome>> answer) {
        return switch (answer) {
            case Answer.Found<List<Outcome>>(List<Outcome> outcomes) ->
                outcomes.isEmpty()
                        ? "later"
                        : outcomes.stream().anyMatch(Outcome.Quarantined.class::isInstance) ? "unread" : "read";
            case Answer.Nothing<List<Outcome>> _ -> "gone";
            case Answer.Unavailable<List<Outcome>> _ -> "away";
        };
    }

    private static Optional<Told> told(String word) {
        return switch (word) {
            case "read" -> Optional.of(new Told(Mark.GOOD, "It was read."));
            case "unread" -> Optional.of(new Told(Mark.WARN, "It still cannot be read."));
            case "later" -> Optional.of(new Told(Mark.PLAIN, "It waits its turn."));
            case "gone" -> Optional.of(new Told(Mark.PLAIN, "It is not in quarantine any more."));
            case "away" -> Optional.of(new Told(Mark.BAD, "PostgreSQL does not answer; nothing was done."));
            default -> Optional.empty();
        };
    }

    private static Sheet sheet(Brush brush, Found found) {
        List<IntakePicture.Slot> slots = found.picture().slots();
        boolean hourly = brush.range().length() <= ShowIntake.HOURLY_DAYS;
        var all = new Link(
                brush,
                brush.range().begin(),
                Duration.between(brush.range().begin(), brush.range().end()),
                Optional.empty());
        Table table = Table.of(
                        "intake",
                        "What came in, by " + (hourly ? "hour" : "day"),
                        List.of(
                                Column.text("from", "From"),
                                Column.text("way", "Way"),
                                Column.number("stored", "Stored"),
                                Column.number("again", "Came again"),
                                Column.number("conflicts", "Conflicts"),
                                Column.number("foreign", "Not ours"),
                                Column.number("quarantined", "Quarantined")),
                        slots.stream().map(slot -> row(brush, slot, hourly)).toList())
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.none(),
                        Cell.sum(slots, IntakePicture.Slot::stored, all.to(Fate.STORED)),
                        Cell.sum(slots, IntakePicture.Slot::again, all.to(Fate.AGAIN)),
                        Cell.sum(slots, IntakePicture.Slot::conflicts, all.to(Fate.CONFLICT)),
                        Cell.sum(slots, IntakePicture.Slot::foreign, all.to(Fate.FOREIGN)),
                        Cell.sum(slots, IntakePicture.Slot::unread, "#quarantine")))
                .orElse("Nothing came in this time.")
                .withExport(brush.here());
        return new Sheet(
                found.picture(),
                table,
                found.entries().items(),
                found.entries().next().map(next -> brush.with("after", next)),
                told(brush.other("told")));
    }

    private static List<Cell> row(Brush brush, IntakePicture.Slot slot, boolean hourly) {
        var link = new Link(
                brush, slot.begin(), hourly ? Duration.ofHours(1) : Duration.ofDays(1), Optional.of(slot.transport()));
        return List.of(
                Cell.time(slot.begin()),
                Cell.text(slot.transport().name().toLowerCase(Locale.ROOT)),
                Cell.number(slot.stored(), link.to(Fate.STORED)),
                Cell.number(slot.again(), link.to(Fate.AGAIN)),
                Cell.number(slot.conflicts(), link.to(Fate.CONFLICT)),
                Cell.number(slot.foreign(), link.to(Fate.FOREIGN)),
                Cell.number(slot.unread(), "#quarantine"));
    }

    /** The way to the reports that came in within a time. */
    private record Link(Brush brush, Instant from, Duration length, Optional<Transport> transport) {

        String to(Fate fate) {
            return ReportListPage.arrived(brush, new Arrived(from, from.plus(length), transport, fate));
        }
    }
}
