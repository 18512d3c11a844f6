package org.mailkeep.keydir.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.app.DirectoryUnavailableException;
import org.mailkeep.keydir.app.PutAccount;
import org.mailkeep.keydir.app.PutDomain;
import org.mailkeep.keydir.app.ReadDirectory;
import org.mailkeep.keydir.app.VerifyDomain;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.Account;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Frames;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;

/** The domains and accounts of the directory, for those who manage it. */
@Page
@Path("/")
@Produces(MediaType.TEXT_HTML)
class DirectoryPage {

    /** Lines of each list on a page. */
    private static final int LINES = 50;

    private final Frames frames;
    private final ReadDirectory directory;
    private final PutDomain putDomain;
    private final VerifyDomain verifyDomain;
    private final PutAccount putAccount;

    DirectoryPage(
            Frames frames,
            ReadDirectory directory,
            PutDomain putDomain,
            VerifyDomain verifyDomain,
            PutAccount putAccount) {
        this.frames = frames;
        this.directory = directory;
        this.putDomain = putDomain;
        this.verifyDomain = verifyDomain;
        this.putAccount = putAccount;
    }

    /** An account in the list. */
    record AccountLine(String id, String addresses) {}

    /** Where the two lists begin: after these names. */
    record Place(String domainsAfter, String accountsAfter) {
        static final Place START = new Place("", "");
    }

    /** What the page shows; the lists are empty for who may not see them. */
    record Sheet(
            Mark mark,
            Optional<String> message,
            List<DomainLine> domains,
            Optional<String> moreDomains,
            List<AccountLine> accounts,
            Optional<String> moreAccounts,
            Place place) {

        static Sheet empty(Mark mark, Optional<String> message) {
            return new Sheet(mark, message, List.of(), Optional.empty(), List.of(), Optional.empty(), Place.START);
        }
    }

    @CheckedTemplate(basePath = "keydir")
    static class Templates {
        static native TemplateInstance directory(Frame frame, Sheet sheet, boolean mayWrite);
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Uni<TemplateInstance> show(
            @RestQuery("domains-after") @DefaultValue("") String domainsAfter,
            @RestQuery("accounts-after") @DefaultValue("") String accountsAfter,
            @Context UriInfo page) {
        var place = new Place(domainsAfter, accountsAfter);
        return frames.of(page)
                .chain(frame -> mayWrite(frame)
                        ? sheet(place, Mark.GOOD, Optional.empty())
                                .map(sheet -> Templates.directory(frame, sheet, true))
                        : Uni.createFrom()
                                .item(Templates.directory(frame, Sheet.empty(Mark.PLAIN, Optional.empty()), false)));
    }

    @POST
    @Path("pages/domains")
    @RolesAllowed(Roles.KEYDIR_WRITE)
    @Operation(hidden = true)
    public Uni<Response> addDomain(
            @RestForm @DefaultValue("") String domain,
            @RestForm @DefaultValue("") String kind,
            @Context UriInfo page,
            @Context SecurityContext caller) {
        DirectoryDomain.Kind wanted =
                kind.equals(DirectoryDomain.Kind.OWN.word()) ? DirectoryDomain.Kind.OWN : DirectoryDomain.Kind.CUSTOM;
        return DomainName.parse(domain.strip())
                .map(name -> putDomain
                        .put(name, wanted, actor(caller))
                        .map(Told::ofDomain)
                        .plug(Told::orAway))
                .orElseGet(() -> Uni.createFrom().item(Told.bad("That is not a domain name.")))
                .chain(told -> answer(told, page));
    }

    @POST
    @Path("pages/domains/verify")
    @RolesAllowed(Roles.KEYDIR_WRITE)
    @Operation(hidden = true)
    public Uni<Response> verify(
            @RestForm @DefaultValue("") String domain, @Context UriInfo page, @Context SecurityContext caller) {
        return verifyDomain
                .verify(Problems.domain(domain), actor(caller))
                .map(Told::ofVerification)
                .plug(Told::orAway)
                .chain(told -> answer(told, page));
    }

    @POST
    @Path("pages/accounts")
    @RolesAllowed(Roles.KEYDIR_WRITE)
    @Operation(hidden = true)
    public Uni<Response> addAccount(
            @RestForm @DefaultValue("") String account,
            @RestForm @DefaultValue("") String primary,
            @Context UriInfo page,
            @Context SecurityContext caller) {
        Optional<AccountId> id = AccountId.parse(account.strip());
        Optional<EmailAddress> address = EmailAddress.parse(primary.strip());
        if (id.isEmpty() || address.isEmpty()) {
            return answer(Told.bad("That is not " + (id.isEmpty() ? "an account's name." : "an address.")), page);
        }
        // Setting an account up anew would retire the aliases that it has.
        return directory
                .account(id.get())
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(toAccount(id.get()))
                        : putAccount
                                .put(id.get(), address.get(), Set.of(), actor(caller))
                                .map(Told::ofAccount)
                                .plug(Told::orAway)
                                .chain(told -> told.mark() == Mark.BAD
                                        ? answer(told, page)
                                        : Uni.createFrom().item(toAccount(id.get()))));
    }

    private static Response toAccount(AccountId id) {
        return Response.seeOther(UriBuilder.fromPath("/accounts/{id}").build(id.value()))
                .build();
    }

    private Uni<Response> answer(Told told, UriInfo page) {
        return frames.of(page)
                .chain(frame -> sheet(Place.START, told.mark(), Optional.of(told.sentence()))
                        .map(sheet -> Response.status(told.mark() == Mark.BAD ? 409 : 200)
                                .entity(Templates.directory(frame, sheet, true))
                                .build()));
    }

    private Uni<Sheet> sheet(Place place, Mark mark, Optional<String> message) {
        return Uni.combine()
                .all()
                .unis(
                        directory.domains(place.domainsAfter(), LINES + 1),
                        directory.accounts(place.accountsAfter(), LINES + 1))
                .with((domains, accounts) -> sheet(place, mark, message, domains, accounts))
                .onFailure(DirectoryUnavailableException.class)
                .recoverWithItem(() -> Sheet.empty(Mark.BAD, Optional.of(Told.AWAY.sentence())));
    }

    private Sheet sheet(
            Place place, Mark mark, Optional<String> message, List<DirectoryDomain> domains, List<Account> accounts) {
        List<DomainLine> shown = domains.stream()
                .limit(LINES)
                .map(domain -> DomainLine.of(domain, directory.ourHost()))
                .toList();
        List<AccountLine> lines =
                accounts.stream().limit(LINES).map(DirectoryPage::line).toList();
        return new Sheet(
                mark,
                message,
                shown,
                domains.size() > LINES ? Optional.of(shown.getLast().name()) : Optional.empty(),
                lines,
                accounts.size() > LINES ? Optional.of(lines.getLast().id()) : Optional.empty(),
                place);
    }

    private static AccountLine line(Account account) {
        return new AccountLine(
                account.id().value(),
                account.inUse().stream()
                                .limit(5)
                                .map(Object::toString)
                                .reduce((one, other) -> one + ", " + other)
                                .orElse("")
                        + (account.inUse().size() > 5 ? ", …" : ""));
    }

    private static boolean mayWrite(Frame frame) {
        return frame.visitor().may(Roles.KEYDIR_WRITE);
    }

    static String actor(SecurityContext caller) {
        return caller.getUserPrincipal().getName();
    }
}
