// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.util.List;
import picocli.CommandLine.Option;

/** Which steps are compared: the options that comparisons of models have in common. */
final class Grid {

    /** In the training set: enough that the first losses are of the first epoch. */
    static final int BATCHES = 32;

    /** Where losses are compared: within the first epoch, whose order both sides know. */
    static final long COMPARED_STEP = Contestant.FIRST_STEPS - 1;

    static final List<String> FAMILIES = List.of("rnn", "lstm", "gru", "tcn", "transformer", "s4d");

    static final Size LARGE = new Size(128, 128, 64);
    static final Size LONG = new Size(32, 512, 64);
    static final Size SMALL = new Size(16, 32, 16);

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "Models to compare; the usual ones if none is named.")
    private List<String> models = List.of();

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "BxTxH",
            description = "Batch, length and width, as 16x32x16; the usual ones if none is named.",
            converter = Size.Converter.class)
    private List<Size> sizes = List.of();

    /** The models that were asked for, or the usual ones. */
    List<String> models(List<String> usual) {
        return models.isEmpty() ? usual : models;
    }

    /** The sizes that were asked for, or the usual ones. */
    List<Size> sizes(Size... usual) {
        return sizes.isEmpty() ? List.of(usual) : sizes;
    }
}
