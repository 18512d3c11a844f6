package org.mailkeep.testkit.vks;

import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.https.WebServer;

/** A Web Key Directory on a web host, by one of the two methods (draft-koch-openpgp-webkey-service §3.1). */
public final class WebKeyDirectory {

    private final WebHost host;
    private final DomainName domain;
    private final boolean advanced;

    private WebKeyDirectory(WebHost host, DomainName domain, boolean advanced) {
        this.host = host;
        this.domain = domain;
        this.advanced = advanced;
        host.serve(base() + "/policy", Reply.text(""));
    }

    /** On {@code openpgpkey.<domain>}; the name has to be put into DNS besides. */
    public static WebKeyDirectory advanced(WebServer web, String domain) {
        DomainName name = DomainName.of(domain);
        return new WebKeyDirectory(web.host("openpgpkey." + name.value()), name, true);
    }

    /** On the domain itself. */
    public static WebKeyDirectory direct(WebServer web, String domain) {
        DomainName name = DomainName.of(domain);
        return new WebKeyDirectory(web.host(name.value()), name, false);
    }

    public WebHost host() {
        return host;
    }

    /** From now on this is the key of the address, as octets. */
    public void publish(String address, byte[] certificates) {
        answer(address, Reply.of("application/octet-stream", certificates));
    }

    /** From now on the question for the address is answered like this. */
    public void answer(String address, Reply reply) {
        host.serve(pathOf(address), reply);
    }

    /** From now on the address has no key. */
    public void withdraw(String address) {
        host.withdraw(pathOf(address));
    }

    /** The path at which the key of the address is. */
    public String pathOf(String address) {
        return base() + "/hu/" + WkdHash.of(EmailAddress.of(address)).value();
    }

    private String base() {
        return "/.well-known/openpgpkey" + (advanced ? "/" + domain.value() : "");
    }
}
