package org.mailkeep.testkit.dns;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/** Answers one question as a resolver does: follows CNAMEs through all zones, and takes their faults on the way. */
final class Responder {

    /** Resolvers give up on longer chains (Unbound after 11). */
    private static final int MAX_ALIASES = 11;

    private final ZoneStore zones;
    private final DnsFaults faults;
    private final Tampering tampering;

    Responder(ZoneStore zones, DnsFaults faults, Clock clock) {
        this.zones = zones;
        this.faults = faults;
        tampering = new Tampering(clock);
    }

    /** Empty where no reply is to be sent. */
    Optional<Answer> answer(Name name, int type) {
        return follow(name, type, Answer.empty(), MAX_ALIASES);
    }

    private Optional<Answer> follow(Name name, int type, Answer soFar, int aliasesLeft) {
        ServedZone zone = zones.zoneFor(name, type);
        ZoneAnswer truth = zone.lookup(name, type);
        Optional<DnsFault> fault = faults.at(name, type);
        if (fault.isEmpty()) {
            return add(truth, type, soFar, aliasesLeft);
        }
        return switch (fault.get()) {
            case SERVFAIL -> Optional.of(Answer.failed(Rcode.SERVFAIL));
            case REFUSED -> Optional.of(Answer.failed(Rcode.REFUSED));
            case LAME -> Optional.of(Answer.lame());
            case NO_REPLY -> Optional.empty();
            case TRUNCATED -> add(truth, type, soFar.overTcpOnly(), aliasesLeft);
            case BOGUS_SIGNATURE -> add(Tampering.alterSignatures(truth), type, soFar, aliasesLeft);
            case EXPIRED_SIGNATURE -> add(tampering.expireSignatures(truth, zone), type, soFar, aliasesLeft);
            case MISSING_SIGNATURE -> add(Tampering.leaveSignaturesOut(truth), type, soFar, aliasesLeft);
            case MISSING_PROOF -> add(truth.withProof(List.of()), type, soFar, aliasesLeft);
            case WRONG_PROOF -> add(truth.withProof(zone.proofBesideThePoint()), type, soFar, aliasesLeft);
        };
    }

    private Optional<Answer> add(ZoneAnswer part, int type, Answer soFar, int aliasesLeft) {
        return switch (part) {
            case ZoneAnswer.Found(var records, var proof) ->
                Optional.of(soFar.plusAnswer(List.of(records)).plusAuthority(proof));
            case ZoneAnswer.Alias(var records, var target, var proof) ->
                aliasesLeft == 0
                        ? Optional.of(Answer.failed(Rcode.SERVFAIL))
                        : follow(target, type, soFar.plusAnswer(records).plusAuthority(proof), aliasesLeft - 1);
            case ZoneAnswer.NoData(var soa, var proof) ->
                Optional.of(soFar.plusAuthority(List.of(soa)).plusAuthority(proof));
            case ZoneAnswer.NameError(var soa, var proof) ->
                Optional.of(soFar.withRcode(Rcode.NXDOMAIN)
                        .plusAuthority(List.of(soa))
                        .plusAuthority(proof));
            case ZoneAnswer.DelegatedToNowhere _ -> Optional.of(Answer.failed(Rcode.SERVFAIL));
        };
    }
}
