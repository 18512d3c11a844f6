package org.mailkeep.keydir.api;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.api.AccountViews.AccountView;
import org.mailkeep.keydir.api.AccountViews.NewAccount;
import org.mailkeep.keydir.api.AccountViews.NewAlias;
import org.mailkeep.keydir.app.ManageAliases;
import org.mailkeep.keydir.app.PutAccount;
import org.mailkeep.keydir.app.ReadDirectory;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.platform.auth.Roles;

/** Whose addresses they are: the mail system's word. */
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.KEYDIR_WRITE)
@SecurityRequirement(name = ApiDescription.BEARER, scopes = Roles.KEYDIR_WRITE)
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
@Tag(name = "Accounts", description = "Whose addresses they are.")
class AccountsResource {

    private final PutAccount putAccount;
    private final ManageAliases manageAliases;
    private final ReadDirectory directory;
    private final SecurityIdentity caller;

    AccountsResource(
            PutAccount putAccount, ManageAliases manageAliases, ReadDirectory directory, SecurityIdentity caller) {
        this.putAccount = putAccount;
        this.manageAliases = manageAliases;
        this.directory = directory;
        this.caller = caller;
    }

    @Schema(name = "Accounts")
    record Page(List<AccountView> accounts) {}

    @GET
    @Operation(operationId = "listAccounts", summary = "All accounts, in the order of their ids")
    @APIResponse(
            responseCode = "200",
            description = "A page of accounts.",
            content = @Content(schema = @Schema(implementation = Page.class)))
    public Uni<RestResponse<Page>> list(
            @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor, @Context UriInfo request) {
        int count = Requests.limit(limit);
        return Refusals.orProblem(directory.accounts(Paging.after(cursor, ""), count))
                .map(accounts -> Paging.answer(
                        accounts,
                        count,
                        account -> account.id().value(),
                        new Page(accounts.stream().map(AccountViews::of).toList()),
                        request));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getAccount", summary = "An account with its addresses")
    @APIResponse(
            responseCode = "200",
            description = "The account.",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Uni<AccountView> get(@RestPath String id) {
        return view(Requests.account(id));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putAccount",
            summary = "Says which addresses the account has",
            description =
                    "All of them or, when one is refused, none. An address that was used once never goes to another"
                            + " account, except on a customer's domain after a quarantine.")
    @APIResponse(
            responseCode = "200",
            description = "The account as it is now.",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(
            responseCode = "201",
            description = "The account is new.",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    @APIResponse(responseCode = "409", ref = ApiDescription.REFUSED)
    public Uni<RestResponse<AccountView>> put(@RestPath String id, @Nullable NewAccount body) {
        AccountId account = Requests.account(id);
        EmailAddress primary = Requests.address(body == null ? null : body.primary());
        return Refusals.orProblem(putAccount.put(
                        account,
                        primary,
                        Requests.addresses(body == null ? null : body.aliases()),
                        caller.getPrincipal().getName()))
                .flatMap(outcome -> {
                    Refusals.accepted(outcome.plan());
                    return view(account)
                            .map(view -> RestResponse.status(
                                    outcome.added() ? RestResponse.Status.CREATED : RestResponse.Status.OK, view));
                });
    }

    @POST
    @Path("/{id}/aliases")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addAlias", summary = "Gives the account one more address")
    @APIResponse(
            responseCode = "200",
            description = "The account as it is now.",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.REFUSED)
    public Uni<AccountView> addAlias(@RestPath String id, @Nullable NewAlias body) {
        AccountId account = Requests.account(id);
        EmailAddress alias = Requests.address(body == null ? null : body.address());
        return Refusals.orProblem(
                        manageAliases.add(account, alias, caller.getPrincipal().getName()))
                .flatMap(plan -> {
                    Refusals.accepted(plan.orElseThrow(Refusals::accountNotFound));
                    return view(account);
                });
    }

    @DELETE
    @Path("/{id}/aliases/{address}")
    @Operation(
            operationId = "removeAlias",
            summary = "Takes an alias on a customer's domain off the account",
            description = "After a quarantine another account may have it. On an own domain this is refused:"
                    + " alias-protected.")
    @APIResponse(responseCode = "204", description = "It is gone; nothing is served for it.")
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.REFUSED)
    public Uni<Void> removeAlias(@RestPath String id, @RestPath String address) {
        return Refusals.orProblem(manageAliases.remove(
                        Requests.account(id),
                        Requests.address(address),
                        caller.getPrincipal().getName()))
                .invoke(Refusals::ended)
                .replaceWithVoid();
    }

    @POST
    @Path("/{id}/aliases/{address}/retirement")
    @Operation(
            operationId = "retireAlias",
            summary = "Takes an alias out of use for good",
            description = "It is not served any more, stays with the account, and nobody else gets it.")
    @APIResponse(
            responseCode = "200",
            description = "The account as it is now.",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.INVALID)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.REFUSED)
    public Uni<AccountView> retireAlias(@RestPath String id, @RestPath String address) {
        AccountId account = Requests.account(id);
        return Refusals.orProblem(manageAliases.retire(
                        account,
                        Requests.address(address),
                        caller.getPrincipal().getName()))
                .flatMap(end -> {
                    Refusals.ended(end);
                    return view(account);
                });
    }

    private Uni<AccountView> view(AccountId id) {
        return Refusals.orProblem(directory.account(id))
                .map((Optional<org.mailkeep.keydir.domain.ownership.Account> account) ->
                        account.map(AccountViews::of).orElseThrow(Refusals::accountNotFound));
    }
}
