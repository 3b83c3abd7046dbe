// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Models: blocks that map sequences to sequences, and what is known about them beforehand. */
@NullMarked
package org.seqmem.api.model;

import org.jspecify.annotations.NullMarked;
