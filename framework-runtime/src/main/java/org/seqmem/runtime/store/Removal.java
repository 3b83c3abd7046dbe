// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to be removed, decided before anything is: so that it can be shown and asked for.
 *
 * @param experiments by name, with all their revisions
 * @param trials by id
 * @param shared ids of trials that stay, since other experiments have them too
 */
public record Removal(
        SortedSet<String> experiments, SortedSet<String> trials, SortedSet<String> shared) {

    /** Copies the sets. */
    public Removal {
        experiments = Collections.unmodifiableSortedSet(new TreeSet<>(experiments));
        trials = Collections.unmodifiableSortedSet(new TreeSet<>(trials));
        shared = Collections.unmodifiableSortedSet(new TreeSet<>(shared));
    }

    /** These trials and no experiment. */
    public static Removal ofTrials(Set<String> trials) {
        return new Removal(new TreeSet<>(), new TreeSet<>(trials), new TreeSet<>());
    }
}
