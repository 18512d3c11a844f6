package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.dashboard.Completeness;
import org.mailkeep.report.domain.dashboard.DomainPicture;
import org.mailkeep.report.domain.dashboard.ReporterPicture;
import org.mailkeep.report.domain.dashboard.Ribbon;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.report.domain.dashboard.SeenPolicy;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.store.DomainTotals;
import org.mailkeep.report.store.ReporterQuirks;
import org.mailkeep.report.store.WallTotals;

/** What the reports of many domains and of many organisations amount to. */
@ApplicationScoped
public class ShowTotals {

    /** Of the lists on the page of one domain or organisation. */
    private static final int MANY = 100;

    private final WallTotals totals;
    private final DomainTotals domains;
    private final ReporterQuirks quirks;
    private final Clock clock;

    ShowTotals(WallTotals totals, DomainTotals domains, ReporterQuirks quirks, Clock clock) {
        this.totals = totals;
        this.domains = domains;
        this.quirks = quirks;
        this.clock = clock;
    }

    /**
     * Which are wanted: the worst of the last complete day first.
     *
     * @param verified by known senders, or by the others
     * @param part of the name; empty for all
     */
    public record Wanted(TimeRange range, boolean verified, String part, int skipped, int many) {}

    /**
     * The domains, and what the last reports say of their policies.
     *
     * @param policies kinds of policies by domain
     */
    public record Wall(RibbonList domains, Map<String, Collection<String>> policies) {}

    /** A domain with those who report about it. */
    public record OfDomain(DomainPicture picture, RibbonList reporters) {}

    public Uni<Answer<RibbonList>> domains(Wanted wanted) {
        return list(WallTotals.Of.DOMAINS, wanted, Optional.empty());
    }

    public Uni<Answer<Wall>> wall(Wanted wanted) {
        return domains(wanted).flatMap(answer -> switch (answer) {
            case Answer.Found<RibbonList>(RibbonList list) ->
                policies(list, wanted).map(policies -> new Answer.Found<>(new Wall(list, policies)));
            case Answer.Nothing<RibbonList> _ -> Uni.createFrom().item(new Answer.Nothing<>());
            case Answer.Unavailable<RibbonList> _ -> Uni.createFrom().item(new Answer.Unavailable<>());
        });
    }

    /** What they amount to is worth showing without the policies, too. */
    private Uni<Map<String, Collection<String>>> policies(RibbonList list, Wanted wanted) {
        List<String> names = list.first().stream().map(Ribbon::name).toList();
        return domains.latestPolicies(names, wanted.range(), wanted.verified()).map(result -> switch (Answer.of(
                result, Optional::of)) {
            case Answer.Found<Map<String, Collection<String>>>(Map<String, Collection<String>> policies) -> policies;
            case Answer.Nothing<Map<String, Collection<String>>> _ -> Map.of();
            case Answer.Unavailable<Map<String, Collection<String>>> _ -> Map.of();
        });
    }

    public Uni<Answer<RibbonList>> organizations(Wanted wanted) {
        return list(WallTotals.Of.ORGANIZATIONS, wanted, Optional.empty());
    }

    public Uni<Answer<OfDomain>> domain(String domain, TimeRange range, boolean verified) {
        return Uni.combine()
                .all()
                .unis(
                        domains.picture(domain, range, verified)
                                .map(result -> Answer.<DomainPicture, DomainPicture>of(result, Optional::of)),
                        list(WallTotals.Of.ORGANIZATIONS, all(range, verified), Optional.of(domain)))
                .with((picture, reporters) -> Answer.both(picture, reporters, OfDomain::new));
    }

    /** The policies of a domain as senders saw them, the latest first. */
    public Uni<Answer<List<SeenPolicy>>> policies(DomainName domain, TimeRange range, boolean verified) {
        return domains.policies(domain.value(), range, verified).map(result -> Answer.of(result, Optional::of));
    }

    /**
     * What is known of an organisation that reports.
     *
     * @param organization folded
     */
    public Uni<Answer<ReporterPicture>> organization(String organization, TimeRange range, boolean verified) {
        return Uni.combine()
                .all()
                .unis(
                        totals.days(WallTotals.Of.ORGANIZATIONS, organization, range, verified),
                        list(WallTotals.Of.DOMAINS, all(range, verified), Optional.of(organization)),
                        quirks.of(organization))
                .with((days, list, seen) -> Answer.both(
                        Answer.both(
                                Answer.of(days, Optional::of),
                                list,
                                (its, about) -> new ReporterPicture(its, about, List.of())),
                        Answer.of(seen, Optional::of),
                        (picture, its) -> new ReporterPicture(picture.days(), picture.domains(), its)));
    }

    private static Wanted all(TimeRange range, boolean verified) {
        return new Wanted(range, verified, "", 0, MANY);
    }

    private Uni<Answer<RibbonList>> list(WallTotals.Of of, Wanted wanted, Optional<String> only) {
        return totals.list(new WallTotals.Wanted(
                        of,
                        wanted.range(),
                        wanted.verified(),
                        Completeness.lastComplete(clock.instant()),
                        wanted.part(),
                        only,
                        wanted.skipped(),
                        wanted.many()))
                .map(result -> Answer.of(result, Optional::of));
    }
}
