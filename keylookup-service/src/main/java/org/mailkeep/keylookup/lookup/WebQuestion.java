package org.mailkeep.keylookup.lookup;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * A question to a web host. Whatever is in here leaves this process; nothing else does.
 *
 * @param port of the host; empty for the usual one
 * @param target path and query, as they are sent
 * @param json the body of a POST; empty for a GET
 */
record WebQuestion(DomainName host, Optional<Integer> port, String target, Optional<String> json) {

    static WebQuestion get(DomainName host, String target) {
        return new WebQuestion(host, Optional.empty(), target, Optional.empty());
    }

    HttpMethod method() {
        return json.isPresent() ? HttpMethod.POST : HttpMethod.GET;
    }
}
