package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.domain.wkd.WkdLocation;

/** What is served for each address, on this replica. */
interface Directory {

    /** Found, not found, or unavailable. Fails only for a bug. */
    Uni<WkdAnswer> find(WkdLocation location);

    /** Something else is in the store for this address than before. */
    void changed(WkdLocation location);

    /** What has to be done now and then; called every second. */
    void upkeep();

    /** How far it is. */
    DirectoryState state();
}
