package org.mailkeep.ui;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the frame of a page for who asks for it. */
@ApplicationScoped
public class Frames {

    private static final Visitor STRANGER = new Visitor(false, Set.of(), "");

    private final List<Frame.Link> services;
    private final String version;
    private final CurrentIdentityAssociation identity;

    Frames(
            UiConfig config,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            CurrentIdentityAssociation identity) {
        services = List.of(
                link("Policies", config.policyUrl(), "policy-service", service),
                link("Key directory", config.keydirUrl(), "keydir-service", service),
                link("Key lookup", config.keylookupUrl(), "keylookup-service", service),
                link("Reports", config.reportUrl(), "report-ingest-service", service));
        this.version = version;
        this.identity = identity;
    }

    /** The frame of the page that is asked for; with credentials that are no good, that of a stranger. */
    public Uni<Frame> of(UriInfo page) {
        return identity.getDeferredIdentity()
                .map(Visitor::of)
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(STRANGER)
                .map(visitor -> new Frame(services, visitor, pathAndQuery(page.getRequestUri()), version));
    }

    private static String pathAndQuery(URI address) {
        return address.getRawQuery() == null
                ? address.getRawPath()
                : address.getRawPath() + '?' + address.getRawQuery();
    }

    private static Frame.Link link(String name, URI address, String itsService, String service) {
        return new Frame.Link(name, address.toString(), itsService.equals(service));
    }
}
