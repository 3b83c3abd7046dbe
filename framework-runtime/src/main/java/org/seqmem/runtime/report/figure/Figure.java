// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * What is drawn, apart from how.
 *
 * @param id kebab-case, that of its files
 * @param title what it shows
 * @param description the figure in words, for those who do not see it
 * @param panels one or more
 * @param notes what a reader has to know: what a band is, what was left out
 */
public record Figure(
        String id, String title, String description, List<Panel> panels, List<String> notes) {

    /** Copies the lists. */
    public Figure {
        panels = List.copyOf(panels);
        notes = List.copyOf(notes);
    }

    /** The same figure with one more note. */
    public Figure noting(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new Figure(id, title, description, panels, all);
    }
}
