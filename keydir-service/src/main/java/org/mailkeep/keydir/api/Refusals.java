package org.mailkeep.keydir.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import org.mailkeep.keydir.app.DirectoryUnavailableException;
import org.mailkeep.keydir.domain.ownership.AccountPlan;
import org.mailkeep.keydir.domain.ownership.AliasEnd;
import org.mailkeep.keydir.domain.ownership.Claim;
import org.mailkeep.platform.problem.Problems;

/** What the directory refuses, as clients are told it. */
final class Refusals {

    private static final int RETRY_SECONDS = 5;

    private Refusals() {}

    /** The same, with a problem where the store does not answer. */
    static <T> Uni<T> orProblem(Uni<T> call) {
        return call.onFailure(DirectoryUnavailableException.class)
                .transform(_ -> unavailable("The directory cannot be changed or read now; try again."));
    }

    static HttpProblem unavailable(String detail) {
        return Problems.unavailable(detail, RETRY_SECONDS);
    }

    static HttpProblem of(AccountPlan.Refused refused) {
        String slug = slug(refused.why());
        HttpProblem problem = switch (refused.why()) {
            case Claim.Refusal.Taken _ ->
                Problems.problem(409, slug, "Address taken", "The address is, or was, another account's.");
            case Claim.Refusal.InQuarantine quarantine ->
                Problems.problem(
                        409,
                        slug,
                        "Address in quarantine",
                        "Another account gave the address back; it is free from " + quarantine.freeFrom() + " on.");
            case Claim.Refusal.ForeignDomain _ ->
                Problems.problem(409, slug, "Foreign domain", "The directory does not know the domain of the address.");
            case Claim.Refusal.DomainNotVerified _ ->
                Problems.problem(
                        409,
                        slug,
                        "Domain not verified",
                        "The customer's domain has to prove first that it wants to be served here.");
        };
        return about(problem, refused.address().toString());
    }

    /** The end of the problem's type. */
    static String slug(Claim.Refusal why) {
        return switch (why) {
            case Claim.Refusal.Taken _ -> "address-taken";
            case Claim.Refusal.InQuarantine _ -> "address-in-quarantine";
            case Claim.Refusal.ForeignDomain _ -> "foreign-domain";
            case Claim.Refusal.DomainNotVerified _ -> "domain-not-verified";
        };
    }

    static HttpProblem tooManyAddresses(int limit) {
        return Problems.problem(
                409,
                "too-many-addresses",
                "Too many addresses",
                "An account has no more than " + limit + " addresses in use.");
    }

    /** Passes an accepted plan. */
    static AccountPlan.Accepted accepted(AccountPlan plan) {
        return switch (plan) {
            case AccountPlan.Accepted accepted -> accepted;
            case AccountPlan.Refused refused -> throw of(refused);
            case AccountPlan.TooMany tooMany -> throw tooManyAddresses(tooMany.limit());
        };
    }

    /** Passes an alias that is out of use now. */
    static void ended(AliasEnd end) {
        switch (end) {
            case AliasEnd.Ends _, AliasEnd.Ended _ -> {}
            case AliasEnd.Protected _ ->
                throw Problems.problem(
                        409,
                        "alias-protected",
                        "Alias protected",
                        "An alias on an own domain cannot be deleted, or somebody else could get it; POST to its"
                                + " \"retirement\" takes it out of use.");
            case AliasEnd.IsPrimary _ ->
                throw Problems.problem(
                        409,
                        "primary-address",
                        "Primary address",
                        "This is the primary address; PUT the account with another one first.");
            case AliasEnd.NotHeld _ ->
                throw Problems.problem(404, "alias-not-found", "Alias not found", "The account has no such alias.");
        }
    }

    static HttpProblem accountNotFound() {
        return Problems.problem(404, "account-not-found", "Account not found", "There is no such account.");
    }

    static HttpProblem domainNotFound() {
        return Problems.problem(404, "domain-not-found", "Domain not found", "The directory does not know the domain.");
    }

    private static HttpProblem about(HttpProblem problem, String address) {
        return HttpProblem.builder(problem).with("address", address).build();
    }
}
