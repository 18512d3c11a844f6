package org.mailkeep.policy.domain.dane;

import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** Below which names TLSA records are to be asked for (RFC 7672 §2.2.2, RFC 7671 §7). */
public sealed interface TlsaBases {

    /** Below these, in this order, until one has TLSA records. */
    record AskBelow(List<DomainName> names) implements TlsaBases {
        public AskBelow {
            names = List.copyOf(names);
        }
    }

    /**
     * What the host leads to is not proven: ask for its own CNAME, which may be, and go on with {@link #afterAlias}.
     *
     * @param otherwise the verdict where the host is no secure alias
     */
    record AskForAlias(HostVerdict otherwise) implements TlsaBases {}

    /** No question is to be asked: the verdict is clear. */
    record Settled(HostVerdict verdict) implements TlsaBases {}

    static TlsaBases of(DomainName host, HostAddresses addresses) {
        return switch (addresses) {
            case HostAddresses.Secure(DomainName owner) ->
                new AskBelow(owner.equals(host) ? List.of(host) : List.of(owner, host));
            case HostAddresses.Insecure(boolean alias) ->
                alias
                        ? new AskForAlias(new HostVerdict.NoTlsa("the host is an alias that is not signed"))
                        // TLSA is never asked for here: some name servers do not even answer (RFC 7672 §2.2.2).
                        : new Settled(new HostVerdict.NoTlsa("the addresses of the host are not signed"));
            case HostAddresses.None(String why, boolean proven) ->
                proven
                        ? new Settled(new HostVerdict.Unreachable(why))
                        // A forged denial of an alias's target must not hide the TLSA records at the alias.
                        : new AskForAlias(new HostVerdict.Unreachable(why));
            case HostAddresses.Undetermined(String why) -> new Settled(new HostVerdict.TempFail(why));
        };
    }

    /** An alias that is itself secure may have TLSA records at its own name, though its target is not signed. */
    static TlsaBases afterAlias(DomainName host, AskForAlias asked, Lookup<DomainName> cname) {
        return switch (cname) {
            case Lookup.Secure<DomainName> _ -> new AskBelow(List.of(host));
            case Lookup.Insecure<DomainName> _, Lookup.NoData<DomainName> _, Lookup.NxDomain<DomainName> _ ->
                new Settled(asked.otherwise());
            case Lookup.Bogus<DomainName> _ ->
                new Settled(new HostVerdict.TempFail("the alias of the host fails DNSSEC validation"));
            case Lookup.TempFail<DomainName> _ ->
                new Settled(new HostVerdict.TempFail("the alias of the host could not be looked up"));
        };
    }
}
