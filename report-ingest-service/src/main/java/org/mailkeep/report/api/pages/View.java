package org.mailkeep.report.api.pages;

import java.util.Arrays;
import java.util.List;

/**
 * What stands around the content of every page of this service: the navigation among them, and the time they show. The
 * template {@code report/page} shows it.
 *
 * @param title of the page
 * @param tab which it is, or belongs to
 */
record View(String title, Tab tab, Brush brush) {

    /** A way to another page. */
    record Link(String name, String address, boolean current) {}

    public List<Link> links() {
        return Arrays.stream(Tab.values())
                .map(one -> new Link(one.word(), brush.to(one.path()), one == tab))
                .toList();
    }
}
