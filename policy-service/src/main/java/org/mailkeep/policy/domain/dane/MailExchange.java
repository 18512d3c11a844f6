package org.mailkeep.policy.domain.dane;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.dns.MxRecord;

/** Where a domain's mail goes, from the answer to the MX question (RFC 5321 §5.1, RFC 7672 §2.2.1). */
public sealed interface MailExchange {

    /** More hosts are not looked at; those with the lowest preferences are kept. Large providers have about 30. */
    int MAX_HOSTS = 64;

    /**
     * Mail goes to these hosts.
     *
     * @param hosts by preference, each host once; never empty
     * @param secure whether DNSSEC proves the list, or, for an implicit MX, that there is none
     * @param implicit whether there is no MX record and the domain itself takes the mail (RFC 5321 §5.1)
     */
    record Hosts(List<MxHost> hosts, boolean secure, boolean implicit, Duration ttl) implements MailExchange {
        public Hosts {
            hosts = List.copyOf(hosts);
        }
    }

    /** The domain takes no mail: a null MX (RFC 7505), or MX records that all name no host. */
    record NoMail(Duration ttl) implements MailExchange {}

    /** The domain does not exist. */
    record NoSuchDomain(Duration ttl) implements MailExchange {}

    /**
     * It could not be found out.
     *
     * @param why a sentence for people
     */
    record Undetermined(String why) implements MailExchange {}

    static MailExchange of(DomainName domain, Lookup<MxRecord> mx) {
        return switch (mx) {
            case Lookup.Secure<MxRecord> found -> named(found.records(), true, found.ttl());
            case Lookup.Insecure<MxRecord> found -> named(found.records(), false, found.ttl());
            case Lookup.NoData<MxRecord> none ->
                new Hosts(List.of(new MxHost(domain, 0)), none.secure(), true, none.ttl());
            case Lookup.NxDomain<MxRecord> none -> new NoSuchDomain(none.ttl());
            case Lookup.Bogus<MxRecord> _ -> new Undetermined("the MX records fail DNSSEC validation");
            case Lookup.TempFail<MxRecord> _ -> new Undetermined("the MX records could not be looked up");
        };
    }

    private static MailExchange named(List<MxRecord> records, boolean secure, Duration ttl) {
        List<MxHost> hosts = records.stream()
                .sorted(Comparator.comparingInt(MxRecord::preference).thenComparing(MxRecord::exchange))
                .flatMap(record -> record.host().map(host -> new MxHost(host, record.preference())).stream())
                .collect(Collectors.toMap(MxHost::name, host -> host, (first, _) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .limit(MAX_HOSTS)
                .toList();
        return hosts.isEmpty() ? new NoMail(ttl) : new Hosts(hosts, secure, false, ttl);
    }
}
