package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.keydir.store.PublicationRepository;
import org.mailkeep.platform.store.StoreResult;

/** A domain's directory as a tar archive, for a web server that serves it as files. */
@ApplicationScoped
public class ExportTree {

    private static final int PAGE = 200;

    private final ServedDomains domains;
    private final PublicationRepository publications;

    ExportTree(ServedDomains domains, PublicationRepository publications) {
        this.domains = domains;
        this.publications = publications;
    }

    /** What came of asking for a tree. */
    public sealed interface Export {

        /**
         * The archive in pieces, read from the store as fast as they are taken. It fails in the middle when the store goes
         * away: an archive without its end is noticed, one that lacks keys would not be.
         */
        record Tree(Multi<byte[]> pieces) implements Export {}

        /** The domain is not served. */
        record NotServed() implements Export {}

        /** The store does not answer. */
        record Unavailable() implements Export {}
    }

    /** Fails only for a bug. */
    public Uni<Export> export(DomainName domain) {
        if (!domains.serves(domain)) {
            return Uni.createFrom().item(new Export.NotServed());
        }
        return publications.page(domain, "", PAGE).map(result -> switch (result) {
            case StoreResult.Done<List<Publication>>(List<Publication> first) -> new Export.Tree(pieces(domain, first));
            case StoreResult.Unavailable<List<Publication>> _ -> new Export.Unavailable();
        });
    }

    private Multi<byte[]> pieces(DomainName domain, List<Publication> first) {
        var tree = new WkdTree(domain);
        Multi<byte[]> keys = pages(domain, first)
                .onItem()
                .transformToIterable(page -> page)
                .map(key -> tree.key(key.hash(), key.certificates().toArray(), key.changedAt()));
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(tree::policyFiles),
                        keys,
                        Multi.createFrom().item(tree::end));
    }

    private Multi<List<Publication>> pages(DomainName domain, List<Publication> first) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Pages(first), pages -> next(domain, pages))
                .whilst(page -> page.size() == PAGE);
    }

    private Uni<List<Publication>> next(DomainName domain, Pages pages) {
        return pages.first()
                .map(Uni.createFrom()::item)
                .orElseGet(() -> publications
                        .page(domain, pages.lastHash(), PAGE)
                        .map(result -> switch (result) {
                            case StoreResult.Done<List<Publication>>(List<Publication> page) -> page;
                            case StoreResult.Unavailable<List<Publication>>(String why, boolean _) ->
                                throw new IllegalStateException("the export ends early: " + why);
                        })
                        .invoke(pages::remember));
    }

    /** Where the export is; the first page was read before. */
    private static final class Pages {
        private Optional<List<Publication>> first;
        private String lastHash = "";

        Pages(List<Publication> first) {
            this.first = Optional.of(first);
            remember(first);
        }

        Optional<List<Publication>> first() {
            Optional<List<Publication>> taken = first;
            first = Optional.empty();
            return taken;
        }

        String lastHash() {
            return lastHash;
        }

        void remember(List<Publication> page) {
            if (!page.isEmpty()) {
                lastHash = page.getLast().hash();
            }
        }
    }
}
