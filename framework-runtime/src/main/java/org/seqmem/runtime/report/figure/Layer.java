// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.List;
import java.util.Optional;

/** Marks of one kind and one meaning. Layers of one name and ink stand for the same thing. */
public sealed interface Layer {

    /** What it stands for; what a legend says. */
    String name();

    /** In which colour. */
    Ink ink();

    /**
     * A place.
     *
     * @param x horizontally
     * @param y vertically
     * @param trial id of the trial that it stands for, if it is one
     */
    record Mark(double x, double y, Optional<String> trial) {

        /** A place that stands for no single trial. */
        public static Mark at(double x, double y) {
            return new Mark(x, y, Optional.empty());
        }
    }

    /**
     * Places joined in their order.
     *
     * @param name what it stands for
     * @param ink in which colour
     * @param style how the line looks
     * @param marks the places
     */
    record Line(String name, Ink ink, Style style, List<Mark> marks) implements Layer {

        /** How a line looks. */
        public enum Style {
            /** Solid, with a symbol at each place. */
            MARKED,
            /** Solid. */
            PLAIN,
            /** Dashed: theory, thresholds, what was asked for. */
            DASHED,
            /** Dotted: theory that holds only nearly. */
            DOTTED;

            /** Whether it is how data look; the others stand beside them. */
            boolean solid() {
                return this == MARKED || this == PLAIN;
            }
        }

        /** Copies the marks. */
        public Line {
            marks = List.copyOf(marks);
        }
    }

    /**
     * Places on their own.
     *
     * @param name what they stand for
     * @param ink in which colour
     * @param marks the places
     */
    record Dots(String name, Ink ink, List<Mark> marks) implements Layer {

        /** Copies the marks. */
        public Dots {
            marks = List.copyOf(marks);
        }
    }

    /**
     * What lies between two lines.
     *
     * @param name what it stands for
     * @param ink in which colour
     * @param ranges by increasing x
     */
    record Band(String name, Ink ink, List<Range> ranges) implements Layer {

        /** Copies the ranges. */
        public Band {
            ranges = List.copyOf(ranges);
        }

        /**
         * The band at one place.
         *
         * @param x horizontally
         * @param low the lower line
         * @param high the upper line
         */
        public record Range(double x, double low, double high) {}
    }

    /**
     * Straight pieces that do not touch, as intervals are drawn.
     *
     * @param name what they stand for
     * @param ink in which colour
     * @param pieces in any order
     */
    record Segments(String name, Ink ink, List<Piece> pieces) implements Layer {

        /** Copies the pieces. */
        public Segments {
            pieces = List.copyOf(pieces);
        }

        /**
         * From one place to another.
         *
         * @param from here
         * @param to there
         */
        public record Piece(Mark from, Mark to) {}
    }

    /**
     * Words at places.
     *
     * @param name what they stand for
     * @param ink in which colour
     * @param words each centred at its place
     */
    record Labels(String name, Ink ink, List<Word> words) implements Layer {

        /** Copies the words. */
        public Labels {
            words = List.copyOf(words);
        }

        /**
         * A word.
         *
         * @param x horizontally
         * @param y vertically
         * @param text what it says
         */
        public record Word(double x, double y, String text) {}
    }
}
