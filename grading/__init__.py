"""The workbook's own tools: the builder, the checks and what test cells import."""
