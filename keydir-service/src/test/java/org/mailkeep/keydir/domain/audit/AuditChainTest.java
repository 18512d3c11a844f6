package org.mailkeep.keydir.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.keydir.domain.audit.AuditChain.Check;
import org.mailkeep.keydir.domain.audit.AuditChain.Head;

class AuditChainTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");

    @Property(tries = 200)
    void anUnalteredChainIsIntactHoweverItIsRead(@ForAll("records") List<AuditRecord> records, @ForAll int cut) {
        List<AuditEntry> chain = chain(records);
        int at = Math.floorMod(cut, chain.size() + 1);
        Check first = AuditChain.check(Head.START, chain.subList(0, at));
        assertThat(first).isInstanceOf(Check.Intact.class);
        Head middle = ((Check.Intact) first).head();
        assertThat(AuditChain.check(middle, chain.subList(at, chain.size())))
                .isEqualTo(new Check.Intact(chain.isEmpty() ? Head.START : AuditChain.headAfter(chain.getLast())));
    }

    @Property(tries = 200)
    void whateverIsDoneToAnEntryShows(
            @ForAll("records") List<AuditRecord> records,
            @ForAll int which,
            @ForAll("tamperings") Tampering tampering) {
        List<AuditEntry> chain = chain(records);
        if (chain.isEmpty()) {
            return;
        }
        int index = Math.floorMod(which, chain.size());
        Head true_ = AuditChain.headAfter(chain.getLast());
        List<AuditEntry> tampered = new ArrayList<>(chain);
        tampering.on(tampered, index);
        // Either the chain breaks, or it ends elsewhere than it should: an entry was cut off at the end.
        assertThat(AuditChain.check(Head.START, tampered)).isNotEqualTo(new Check.Intact(true_));
    }

    @Test
    void theFirstWrongEntryIsNamed() {
        List<AuditEntry> chain = chain(List.of(record("a"), record("b"), record("c")));
        List<AuditEntry> altered = new ArrayList<>(chain);
        altered.set(1, new AuditEntry(2, record("x"), chain.get(1).hash()));
        assertThat(AuditChain.check(Head.START, altered))
                .isInstanceOfSatisfying(
                        Check.Broken.class,
                        broken -> assertThat(broken.number()).isEqualTo(2));
        assertThat(AuditChain.check(Head.START, List.of(chain.get(0), chain.get(2))))
                .isEqualTo(new Check.Broken(2, "the entry is missing"));
    }

    @Test
    void textCannotMoveFromOneFieldToTheNext() {
        AuditRecord one = record("").onAccount("a").onAddress("b");
        AuditRecord other = record("").onAccount("a1:b,");
        assertThat(AuditChain.append(Head.START, one).hash())
                .isNotEqualTo(AuditChain.append(Head.START, other).hash());
        assertThat(AuditChain.append(Head.START, record("").onAccount("x")).hash())
                .isNotEqualTo(
                        AuditChain.append(Head.START, record("").onAddress("x")).hash());
    }

    @Test
    void timesAreAsTheDatabaseKeepsThem() {
        assertThat(record("").at()).isEqualTo(Instant.parse("2026-11-23T10:00:00.123456Z"));
    }

    /** Something that somebody with write access to the table could try. */
    interface Tampering {
        void on(List<AuditEntry> chain, int index);
    }

    @Provide
    Arbitrary<Tampering> tamperings() {
        return Arbitraries.of(
                (chain, index) -> chain.remove(index),
                (chain, index) -> chain.add(index, chain.get(index)),
                (chain, index) -> chain.set(index, with(chain, index, "altered")),
                (chain, index) -> {
                    // with a hash that fits, as one who knows how it is made would do it
                    AuditRecord altered = with(chain, index, "altered").record();
                    Head before = index == 0 ? Head.START : AuditChain.headAfter(chain.get(index - 1));
                    chain.set(index, AuditChain.append(before, altered));
                });
    }

    private static AuditEntry with(List<AuditEntry> chain, int index, String detail) {
        AuditEntry entry = chain.get(index);
        return new AuditEntry(entry.number(), entry.record().saying(detail), entry.hash());
    }

    @Provide
    Arbitrary<List<AuditRecord>> records() {
        Arbitrary<Optional<String>> texts =
                Arbitraries.strings().ofMaxLength(20).optional();
        return Combinators.combine(
                        texts, texts, texts, texts, Arbitraries.strings().ofMaxLength(5))
                .as((account, address, domain, fingerprint, detail) ->
                        new AuditRecord(NOW, "local", "test", account, address, domain, fingerprint, detail))
                .list()
                .ofMaxSize(8);
    }

    private static AuditRecord record(String detail) {
        return AuditRecord.of(NOW, "local", AuditAction.KEY_UPLOADED).saying(detail);
    }

    private static List<AuditEntry> chain(List<AuditRecord> records) {
        List<AuditEntry> chain = new ArrayList<>();
        Head head = Head.START;
        for (AuditRecord record : records) {
            AuditEntry entry = AuditChain.append(head, record);
            chain.add(entry);
            head = AuditChain.headAfter(entry);
        }
        return chain;
    }
}
