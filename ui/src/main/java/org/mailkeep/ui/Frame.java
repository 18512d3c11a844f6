package org.mailkeep.ui;

import java.util.List;

/**
 * What stands around the content of a page.
 *
 * @param services the way to the pages of every service
 * @param visitor who looks at it
 * @param here path and query of this page, to come back to after signing in
 * @param version of the service: what browsers keep of an older one is not used
 */
public record Frame(List<Link> services, Visitor visitor, String here, String version) {

    public Frame {
        services = List.copyOf(services);
    }

    /**
     * A way to a service.
     *
     * @param name for people
     * @param address where its page is
     * @param current whether this is the service that shows the page
     */
    public record Link(String name, String address, boolean current) {}
}
