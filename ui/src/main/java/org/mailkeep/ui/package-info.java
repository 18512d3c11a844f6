/**
 * What the pages of the services share.
 *
 * <p>A page is a REST resource marked {@link org.mailkeep.ui.Page}: it answers with the headers that keep a browser in
 * hand, and takes a form only from its own pages. It hands a {@link org.mailkeep.ui.Frame} to its template, which
 * includes {@code ui/layout}. The templates escape every value.
 *
 * <p>A visitor signs in with the local token and then holds a session in a cookie; a session opens pages only, the API
 * takes bearer tokens alone.
 */
@NullMarked
package org.mailkeep.ui;

import org.jspecify.annotations.NullMarked;
