package org.mailkeep.keydir.api.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
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
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keydir.app.DirectoryUnavailableException;
import org.mailkeep.keydir.app.ManageAliases;
import org.mailkeep.keydir.app.ReadDirectory;
import org.mailkeep.keydir.app.UploadKeys;
import org.mailkeep.keydir.app.WithdrawKey;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Frames;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Page;

/** One account: its addresses, its keys, and what becomes of each key for each address. */
@Page
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.KEYDIR_WRITE)
class AccountPage {

    private final Frames frames;
    private final ReadDirectory directory;
    private final UploadKeys uploadKeys;
    private final WithdrawKey withdrawKey;
    private final ManageAliases aliases;

    AccountPage(
            Frames frames,
            ReadDirectory directory,
            UploadKeys uploadKeys,
            WithdrawKey withdrawKey,
            ManageAliases aliases) {
        this.frames = frames;
        this.directory = directory;
        this.uploadKeys = uploadKeys;
        this.withdrawKey = withdrawKey;
        this.aliases = aliases;
    }

    @CheckedTemplate(basePath = "keydir")
    static class Templates {
        static native TemplateInstance account(Frame frame, AccountSheet sheet, Optional<Told> told);
    }

    @GET
    @Path("accounts/{account}")
    @Operation(hidden = true)
    public Uni<Response> show(@RestPath String account, @Context UriInfo page) {
        return answer(id(account), Optional.empty(), page);
    }

    @POST
    @Path("pages/upload")
    @Operation(hidden = true)
    public Uni<Response> upload(
            @RestForm @DefaultValue("") String account,
            @RestForm @Nullable FileUpload file,
            @Context UriInfo page,
            @Context SecurityContext caller) {
        AccountId id = id(account);
        if (file == null || file.size() == 0) {
            return answer(id, Optional.of(Told.bad("Choose a file first.")), page);
        }
        return octets(file.uploadedFile())
                .chain(octets -> uploadKeys.upload(id, octets, DirectoryPage.actor(caller)))
                .map(Told::ofUpload)
                .plug(Told::orAway)
                .chain(told -> answer(id, Optional.of(told), page));
    }

    @POST
    @Path("pages/withdraw")
    @Operation(hidden = true)
    public Uni<Response> withdraw(
            @RestForm @DefaultValue("") String account,
            @RestForm @DefaultValue("") String fingerprint,
            @Context UriInfo page,
            @Context SecurityContext caller) {
        AccountId id = id(account);
        Fingerprint key = Fingerprint.parse(fingerprint).orElseThrow(NotFoundException::new);
        return withdrawKey
                .withdraw(id, key, DirectoryPage.actor(caller))
                .map(Told::ofWithdrawal)
                .plug(Told::orAway)
                .chain(told -> answer(id, Optional.of(told), page));
    }

    @POST
    @Path("pages/aliases")
    @Operation(hidden = true)
    public Uni<Response> addAlias(
            @RestForm @DefaultValue("") String account,
            @RestForm @DefaultValue("") String alias,
            @Context UriInfo page,
            @Context SecurityContext caller) {
        AccountId id = id(account);
        return EmailAddress.parse(alias.strip())
                .map(address -> aliases.add(id, address, DirectoryPage.actor(caller))
                        .map(Told::ofAlias)
                        .plug(Told::orAway))
                .orElseGet(() -> Uni.createFrom().item(Told.bad("That is not an address.")))
                .chain(told -> answer(id, Optional.of(told), page));
    }

    @POST
    @Path("pages/aliases/retire")
    @Operation(hidden = true)
    public Uni<Response> retireAlias(
            @RestForm @DefaultValue("") String account,
            @RestForm @DefaultValue("") String alias,
            @Context UriInfo page,
            @Context SecurityContext caller) {
        AccountId id = id(account);
        EmailAddress address = EmailAddress.parse(alias).orElseThrow(NotFoundException::new);
        return aliases.retire(id, address, DirectoryPage.actor(caller))
                .map(Told::ofAliasEnd)
                .plug(Told::orAway)
                .chain(told -> answer(id, Optional.of(told), page));
    }

    private Uni<Response> answer(AccountId id, Optional<Told> told, UriInfo page) {
        return Uni.combine()
                .all()
                .unis(frames.of(page), directory.account(id), directory.keys(id))
                .with((frame, account, keys) -> {
                    AccountSheet sheet = AccountSheet.of(account.orElseThrow(NotFoundException::new), keys);
                    boolean failed =
                            told.filter(what -> what.mark() == Mark.BAD).isPresent();
                    return page(failed ? Response.Status.CONFLICT : Response.Status.OK, frame, sheet, told);
                })
                .onFailure(DirectoryUnavailableException.class)
                .recoverWithUni(() -> frames.of(page)
                        .map(frame -> page(
                                Response.Status.SERVICE_UNAVAILABLE,
                                frame,
                                new AccountSheet(id.value(), List.of(), List.of()),
                                Optional.of(Told.AWAY))));
    }

    /** Reads an upload, which may be a secret key, and leaves nothing of it behind. */
    private static Uni<byte[]> octets(java.nio.file.Path upload) {
        return Uni.createFrom()
                .item(Unchecked.supplier(() -> {
                    byte[] octets = Files.readAllBytes(upload);
                    Files.deleteIfExists(upload);
                    return octets;
                }))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Response page(Response.Status status, Frame frame, AccountSheet sheet, Optional<Told> told) {
        return Response.status(status)
                .entity(Templates.account(frame, sheet, told))
                .build();
    }

    private static AccountId id(String text) {
        return AccountId.parse(text).orElseThrow(NotFoundException::new);
    }
}
