--
-- PostgreSQL database dump
--

\restrict evenhand

-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: briefs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.briefs (
    id text NOT NULL,
    since_version text NOT NULL,
    until_version text NOT NULL,
    until_date text NOT NULL,
    content text NOT NULL,
    issued_at bigint NOT NULL
);


--
-- Name: deliveries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deliveries (
    id bigint NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    subscriber bigint NOT NULL,
    data text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    sender text DEFAULT ''::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    doubtful integer DEFAULT 0 NOT NULL,
    not_before bigint DEFAULT '0'::bigint NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    made_at bigint NOT NULL,
    done_at bigint
);


--
-- Name: deliveries_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: deliveries_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.deliveries_id_seq OWNED BY public.deliveries.id;


--
-- Name: evenhand_schema; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evenhand_schema (
    version_num character varying(32) NOT NULL
);


--
-- Name: marks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.marks (
    name text NOT NULL,
    value text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: requests; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.requests (
    id bigint NOT NULL,
    address text NOT NULL,
    preferences text NOT NULL,
    wording text NOT NULL,
    network text NOT NULL,
    at bigint NOT NULL,
    handled_at bigint
);


--
-- Name: requests_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.requests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: requests_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.requests_id_seq OWNED BY public.requests.id;


--
-- Name: senders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.senders (
    id text NOT NULL,
    started_at bigint NOT NULL
);


--
-- Name: subscribers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscribers (
    id bigint NOT NULL,
    address text NOT NULL,
    folded text NOT NULL,
    state text NOT NULL,
    preferences text NOT NULL,
    wording text NOT NULL,
    network text NOT NULL,
    secret text NOT NULL,
    asked_at bigint NOT NULL,
    consented_at bigint,
    bounces integer DEFAULT 0 NOT NULL,
    suspended_because text DEFAULT ''::text NOT NULL
);


--
-- Name: subscribers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.subscribers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: subscribers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.subscribers_id_seq OWNED BY public.subscribers.id;


--
-- Name: deliveries id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries ALTER COLUMN id SET DEFAULT nextval('public.deliveries_id_seq'::regclass);


--
-- Name: requests id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.requests ALTER COLUMN id SET DEFAULT nextval('public.requests_id_seq'::regclass);


--
-- Name: subscribers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscribers ALTER COLUMN id SET DEFAULT nextval('public.subscribers_id_seq'::regclass);


--
-- Data for Name: briefs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.briefs VALUES ('2026-W20', 'a', 'b', '2026-05-17', 'L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂', 1779000000000);


--
-- Data for Name: deliveries; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.deliveries VALUES (1, 'brief', '2026-W1', 1, '', 'sent', '', 1, 0, 0, '', 1779000000000, 1779000000009);
INSERT INTO public.deliveries VALUES (2, 'confirm', '2026-W2', 2, '', 'waiting', '', 2, 0, 1779000060000, '451 later', 1779000000000, NULL);
INSERT INTO public.deliveries VALUES (3, 'alert', '2026-W3', 1, '{"lines":[]}', 'claimed', '1f2e3d4c5b6a7988', 0, 0, 0, '', 1779000000000, NULL);
INSERT INTO public.deliveries VALUES (4, 'brief', '2026-W4', 4, '', 'failed', '', 0, 1, 0, '550 no such mailbox', 1779000000000, NULL);


--
-- Data for Name: evenhand_schema; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.evenhand_schema VALUES ('0001');


--
-- Data for Name: marks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.marks VALUES ('secret', 'kept-secret-of-the-released-store-000000000', 1779000000000);
INSERT INTO public.marks VALUES ('alerts', 'catalog-b', 1779000000000);


--
-- Data for Name: requests; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.requests VALUES (1, '', '', '', 'n', 1779000000000, 1779000000001);
INSERT INTO public.requests VALUES (2, 'new@example.org', '{}', 'L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂', 'n', 1779000000000, NULL);


--
-- Data for Name: senders; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.senders VALUES ('1f2e3d4c5b6a7988', 1779000000000);


--
-- Data for Name: subscribers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscribers VALUES (1, 'Reader.1@example.org', 'reader.1@example.org', 'active', '{"topics":["prices"]}', 'L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂', 'n', 'secret-1', 1779000000001, 1779000000005, 0, '');
INSERT INTO public.subscribers VALUES (2, 'Reader.2@example.org', 'reader.2@example.org', 'pending', '{}', 'L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂', 'n', 'secret-2', 1779000000002, NULL, 0, '');
INSERT INTO public.subscribers VALUES (4, 'Reader.4@example.org', 'reader.4@example.org', 'suspended', '{}', 'L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂', 'n', 'secret-4', 1779000000004, 1779000000006, 3, '550 no such mailbox');


--
-- Name: deliveries_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.deliveries_id_seq', 4, true);


--
-- Name: requests_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.requests_id_seq', 2, true);


--
-- Name: subscribers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.subscribers_id_seq', 4, true);


--
-- Name: evenhand_schema evenhand_schema_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evenhand_schema
    ADD CONSTRAINT evenhand_schema_pkc PRIMARY KEY (version_num);


--
-- Name: briefs pk_briefs; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.briefs
    ADD CONSTRAINT pk_briefs PRIMARY KEY (id);


--
-- Name: deliveries pk_deliveries; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);


--
-- Name: marks pk_marks; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.marks
    ADD CONSTRAINT pk_marks PRIMARY KEY (name);


--
-- Name: requests pk_requests; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.requests
    ADD CONSTRAINT pk_requests PRIMARY KEY (id);


--
-- Name: senders pk_senders; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.senders
    ADD CONSTRAINT pk_senders PRIMARY KEY (id);


--
-- Name: subscribers pk_subscribers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscribers
    ADD CONSTRAINT pk_subscribers PRIMARY KEY (id);


--
-- Name: deliveries uq_deliveries_kind_about_subscriber; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT uq_deliveries_kind_about_subscriber UNIQUE (kind, about, subscriber);


--
-- Name: subscribers uq_subscribers_folded; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscribers
    ADD CONSTRAINT uq_subscribers_folded UNIQUE (folded);


--
-- Name: ix_deliveries_sender; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_deliveries_sender ON public.deliveries USING btree (sender, state);


--
-- Name: ix_deliveries_subscriber; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_deliveries_subscriber ON public.deliveries USING btree (subscriber);


--
-- Name: ix_deliveries_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_deliveries_waiting ON public.deliveries USING btree (state, not_before, id);


--
-- Name: ix_requests_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_requests_waiting ON public.requests USING btree (handled_at, id);


--
-- Name: ix_subscribers_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_subscribers_state ON public.subscribers USING btree (state, id);


--
-- Name: deliveries fk_deliveries_subscriber; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_subscriber FOREIGN KEY (subscriber) REFERENCES public.subscribers(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--

\unrestrict evenhand

