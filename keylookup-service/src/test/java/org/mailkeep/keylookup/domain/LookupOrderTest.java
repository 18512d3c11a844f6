package org.mailkeep.keylookup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.domain.LookupOrder.Next;
import org.mailkeep.keylookup.domain.LookupOrder.Taken;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Who is asked, in which order, and when the search ends. */
class LookupOrderTest {

    private static final Finding KEY = new Finding(
            Keys.certificate(KeyOwner.create(Keys.CREATED, "a@example.com").certificate()), List.of(), Octets.EMPTY);
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");

    private static final StepOutcome FOUND = new StepOutcome.KeyFound(KEY);
    private static final StepOutcome NO = new StepOutcome.NoKey("404");
    private static final StepOutcome ABSENT = new StepOutcome.NotResponsible("no such host");
    private static final StepOutcome REFUSED = new StepOutcome.Refused(Refusal.HTML);
    private static final StepOutcome FAILED = new StepOutcome.Failed("broken", Optional.of(LATER));

    private final LookupOrder order = new LookupOrder(true, 2);

    @Test
    void ourOwnDirectoryHasTheLastWordOnOurDomains() {
        asks(Source.KEYDIR);
        found(Source.KEYDIR, FOUND);
        notFound(NO);
        tempFail("broken", FAILED);
        asks(Source.WKD_ADVANCED, ABSENT);
    }

    @Test
    void theDirectMethodIsForDomainsWithoutTheAdvancedOne() {
        found(Source.WKD_ADVANCED, ABSENT, FOUND);
        asks(Source.WKD_DIRECT, ABSENT, ABSENT);
        found(Source.WKD_DIRECT, ABSENT, ABSENT, FOUND);
        // draft-koch-openpgp-webkey-service §3.1: only if the sub-domain does not exist, not on an error
        tempFail("broken", ABSENT, FAILED);
        tempFail(Refusal.HTML.sentence(), ABSENT, REFUSED);
        tempFail("broken", ABSENT, ABSENT, FAILED);
    }

    @Test
    void keyserversAreAskedWhenTheDomainHasNoKey() {
        asksKeyserver(0, ABSENT, NO);
        asksKeyserver(0, ABSENT, ABSENT, NO);
        asksKeyserver(0, ABSENT, ABSENT, ABSENT);
        found(Source.VKS, ABSENT, NO, FOUND);
        asksKeyserver(1, ABSENT, NO, NO);
        found(Source.VKS, ABSENT, NO, NO, FOUND);
        notFound(ABSENT, NO, NO, NO);
    }

    @Test
    void anotherKeyserverStandsInButItsNoIsNotTheirs() {
        asksKeyserver(1, ABSENT, NO, FAILED);
        found(Source.VKS, ABSENT, NO, FAILED, FOUND);
        tempFail("broken", ABSENT, NO, FAILED, NO);
        tempFail("broken", ABSENT, NO, NO, FAILED);
        tempFail(Refusal.HTML.sentence(), ABSENT, NO, REFUSED, FAILED);
    }

    @Test
    void withoutADirectoryOfOurOwnTheDomainIsAskedFirst() {
        LookupOrder foreignOnly = new LookupOrder(false, 0);
        assertThat(foreignOnly.next(List.of())).isEqualTo(new Next.Ask(Step.to(Source.WKD_ADVANCED)));
        assertThat(foreignOnly.next(List.of(new Taken(Step.to(Source.WKD_ADVANCED), NO))))
                .isEqualTo(new Next.NotFound());
    }

    @Property
    void everySearchEndsAndNobodyIsAskedTwice(@ForAll @Size(8) List<@IntRange(max = 4) Integer> script) {
        List<StepOutcome> outcomes = List.of(FOUND, NO, ABSENT, REFUSED, FAILED);
        List<Taken> taken = new ArrayList<>();
        for (int choice : script) {
            if (!(order.next(taken) instanceof Next.Ask(Step step))) {
                break;
            }
            taken.add(new Taken(step, outcomes.get(choice)));
        }
        assertThat(order.next(taken)).isNotInstanceOf(Next.Ask.class);
        assertThat(taken.stream().map(Taken::step)).doesNotHaveDuplicates();
        boolean domainFailed = taken.stream()
                .anyMatch(step -> step.step().source() != Source.VKS
                        && (step.outcome().equals(FAILED) || step.outcome().equals(REFUSED)));
        boolean keyserverAsked = taken.stream().anyMatch(step -> step.step().source() == Source.VKS);
        assertThat(domainFailed && keyserverAsked).isFalse();
        if (domainFailed) {
            assertThat(order.next(taken)).isInstanceOf(Next.TempFail.class);
        }
    }

    private Next after(StepOutcome... outcomes) {
        List<Taken> taken = new ArrayList<>();
        for (StepOutcome outcome : outcomes) {
            if (order.next(taken) instanceof Next.Ask(Step step)) {
                taken.add(new Taken(step, outcome));
            } else {
                throw new AssertionError("the search ended before " + Arrays.toString(outcomes));
            }
        }
        return order.next(taken);
    }

    private void asks(Source source, StepOutcome... outcomes) {
        assertThat(after(outcomes)).isEqualTo(new Next.Ask(Step.to(source)));
    }

    private void asksKeyserver(int server, StepOutcome... outcomes) {
        assertThat(after(outcomes)).isEqualTo(new Next.Ask(new Step(Source.VKS, server)));
    }

    private void found(Source source, StepOutcome... outcomes) {
        assertThat(after(outcomes)).isEqualTo(new Next.Found(source, KEY));
    }

    private void notFound(StepOutcome... outcomes) {
        assertThat(after(outcomes)).isEqualTo(new Next.NotFound());
    }

    private void tempFail(String why, StepOutcome... outcomes) {
        assertThat(after(outcomes))
                .isInstanceOfSatisfying(
                        Next.TempFail.class, fail -> assertThat(fail.why()).isEqualTo(why));
    }
}
