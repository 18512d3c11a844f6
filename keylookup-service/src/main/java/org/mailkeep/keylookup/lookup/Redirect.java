package org.mailkeep.keylookup.lookup;

import java.net.URI;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/** Where a redirect may lead: to another host by name, over HTTPS and on its port. */
final class Redirect {

    private Redirect() {}

    /**
     * The question that a redirect asks for; empty when it is not followed.
     *
     * @param location of the Location field, as it came
     */
    static Optional<WebQuestion> follow(WebQuestion question, String location, int usualPort) {
        try {
            URI base = URI.create("https://" + question.host().value() + question.target());
            URI target = base.resolve(location);
            if (!"https".equalsIgnoreCase(target.getScheme())
                    || target.getHost() == null
                    || target.getUserInfo() != null) {
                return Optional.empty();
            }
            boolean samePort = target.getPort() == -1 || target.getPort() == 443 || target.getPort() == usualPort;
            String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
            String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
            return DomainName.parse(target.getHost())
                    .filter(WebHosts::isAskable)
                    .filter(_ -> samePort)
                    .map(host -> WebQuestion.get(host, path + query));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
