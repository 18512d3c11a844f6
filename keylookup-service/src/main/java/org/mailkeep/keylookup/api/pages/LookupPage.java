package org.mailkeep.keylookup.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
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
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.app.DecidePin;
import org.mailkeep.keylookup.app.FindKey;
import org.mailkeep.keylookup.app.ShowUploads;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Frames;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;

/** Type an address, see its key and where it comes from; decide on a key that would take a pinned one's place. */
@Page
@Path("/")
@Produces(MediaType.TEXT_HTML)
class LookupPage {

    private final Frames frames;
    private final FindKey findKey;
    private final DecidePin decidePin;
    private final ShowUploads uploads;

    LookupPage(Frames frames, FindKey findKey, DecidePin decidePin, ShowUploads uploads) {
        this.frames = frames;
        this.findKey = findKey;
        this.decidePin = decidePin;
        this.uploads = uploads;
    }

    /** What a decision came to, in a sentence. */
    record Told(Mark mark, String sentence) {}

    /** What somebody typed, and what came of it. */
    record Asked(String text, Optional<String> fault, Optional<LookupSheet> sheet, Optional<Told> told) {}

    @CheckedTemplate(basePath = "keylookup")
    static class Templates {
        static native TemplateInstance lookup(
                Frame frame, Asked asked, boolean mayDecide, Optional<PublishedKeys> published);
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> show(@RestQuery @DefaultValue("") String email, @Context UriInfo page) {
        String typed = email.strip();
        if (typed.isEmpty()) {
            return answer(200, new Asked(typed, Optional.empty(), Optional.empty(), Optional.empty()), page);
        }
        EmailAddress address;
        try {
            address = EmailAddress.of(typed);
        } catch (IllegalArgumentException wrong) {
            String fault = Objects.requireNonNullElse(wrong.getMessage(), "the address is not valid");
            return answer(400, new Asked(typed, Optional.of(fault), Optional.empty(), Optional.empty()), page);
        }
        return found(address, Optional.empty(), page);
    }

    @POST
    @Path("pages/decision")
    @RolesAllowed(Roles.KEYLOOKUP_WRITE)
    @Operation(hidden = true)
    public Uni<Response> decide(
            @RestForm @DefaultValue("") String email,
            @RestForm @DefaultValue("") String fingerprint,
            @RestForm @DefaultValue("") String verdict,
            @Context UriInfo page,
            @Context SecurityContext caller) {
        EmailAddress address = EmailAddress.parse(email).orElseThrow(NotFoundException::new);
        Fingerprint key = Fingerprint.parse(fingerprint).orElseThrow(NotFoundException::new);
        return decidePin
                .decide(
                        address,
                        key,
                        verdict(verdict),
                        caller.getUserPrincipal().getName())
                .chain(outcome -> found(address, Optional.of(told(outcome)), page));
    }

    private Uni<Response> found(EmailAddress address, Optional<Told> told, UriInfo page) {
        int status = told.filter(what -> what.mark() == Mark.BAD).isPresent() ? 409 : 200;
        return findKey.find(address)
                .chain(answer -> answer(
                        status,
                        new Asked(address.toString(), Optional.empty(), Optional.of(LookupSheet.of(answer)), told),
                        page));
    }

    private Uni<Response> answer(int status, Asked asked, UriInfo page) {
        return frames.of(page).chain(frame -> {
            boolean mayWrite = frame.visitor().may(Roles.KEYLOOKUP_WRITE);
            return published(mayWrite && asked.text().isEmpty())
                    .map(published -> Response.status(status)
                            .entity(Templates.lookup(frame, asked, mayWrite, published))
                            .build());
        });
    }

    /** Our users' addresses: for those alone who may upload keys, where nothing else was asked for. */
    private Uni<Optional<PublishedKeys>> published(boolean shown) {
        return shown
                ? uploads.latest().map(latest -> Optional.of(PublishedKeys.of(latest)))
                : Uni.createFrom().item(Optional.empty());
    }

    private static Pin.Verdict verdict(String word) {
        return switch (word) {
            case "accept" -> Pin.Verdict.ACCEPT;
            case "reject" -> Pin.Verdict.REJECT;
            default -> throw new NotFoundException();
        };
    }

    private static Told told(DecidePin.Outcome outcome) {
        return switch (outcome) {
            case DECIDED -> new Told(Mark.GOOD, "Decided; this is the answer from now on.");
            case NO_CANDIDATE -> new Told(Mark.BAD, "That key does not wait for a decision, or not any more.");
            case UNAVAILABLE -> new Told(Mark.BAD, "PostgreSQL does not answer; nothing was decided.");
        };
    }
}
