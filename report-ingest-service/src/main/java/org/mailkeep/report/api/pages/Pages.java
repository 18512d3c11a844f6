package org.mailkeep.report.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mailkeep.report.app.Answer;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Frames;
import org.mailkeep.ui.table.Csv;
import org.mailkeep.ui.table.Json;
import org.mailkeep.ui.table.Table;

/**
 * Puts pages together. A page is a resource that reads its {@link Brush}, asks a use case, makes {@link Table}s of the answer
 * and hands them over with its template; the same address with {@code list} and {@code format} hands out one of the tables.
 */
@ApplicationScoped
class Pages {

    private final Frames frames;
    private final Clock clock;

    Pages(Frames frames, Clock clock) {
        this.frames = frames;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "report")
    static class Templates {
        static native TemplateInstance unavailable(Frame frame, View view);
    }

    /** What a page is made of. */
    interface Content {

        /** Those that can be exported. */
        List<Table> tables();
    }

    Brush brush(UriInfo page) {
        return Brush.of(page, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /**
     * The page, or one of its tables.
     *
     * @param content makes what the page shows of what was found
     * @param template shows it
     */
    <T, C extends Content> Uni<Response> show(
            View view,
            UriInfo page,
            Answer<T> answer,
            Function<T, C> content,
            BiFunction<Frame, C, TemplateInstance> template) {
        return switch (answer) {
            case Answer.Found<T>(T found) -> {
                C made = content.apply(found);
                MultivaluedMap<String, String> parameters = page.getQueryParameters();
                yield parameters.containsKey("format")
                        ? Uni.createFrom()
                                .item(export(made, parameters.getFirst("list"), parameters.getFirst("format")))
                        : html(200, page, frame -> template.apply(frame, made));
            }
            case Answer.Nothing<T> _ -> throw new NotFoundException();
            case Answer.Unavailable<T> _ -> html(503, page, frame -> Templates.unavailable(frame, view));
        };
    }

    /** A page with nothing to export. */
    Uni<Response> html(int status, UriInfo page, Function<Frame, TemplateInstance> template) {
        return frames.of(page)
                .map(frame -> Response.status(status)
                        .entity(template.apply(frame))
                        .type(MediaType.TEXT_HTML_TYPE)
                        .build());
    }

    private static Response export(Content content, String list, String format) {
        Table table = content.tables().stream()
                .filter(one -> one.id().equals(list))
                .findFirst()
                .orElseThrow(NotFoundException::new);
        return switch (format) {
            case "csv" -> download(table.id() + ".csv", "text/csv;charset=utf-8", Csv.of(table));
            case "json" -> download(table.id() + ".json", MediaType.APPLICATION_JSON, Json.of(table));
            default -> throw new NotFoundException();
        };
    }

    /** Saved as a file, whatever a browser would like to do with it. */
    static Response download(String name, String type, Object entity) {
        return Response.ok(entity, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
