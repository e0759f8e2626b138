// Package names finds the organisations, places and persons that an article
// names, in Chinese and English.
package names
